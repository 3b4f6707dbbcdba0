using System.Text.Json;
using Tujenge.Testing.Receiver;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>Reads what the simulator told its callback address.</summary>
internal static class ToldCallbacks
{
    /// <summary>The message or status inside a callback.</summary>
    public static JsonElement Told(this ReceivedCall call)
    {
        var value = JsonDocument.Parse(call.Body).RootElement.GetProperty("entry")[0].GetProperty("changes")[0].GetProperty("value");
        return value.TryGetProperty("statuses", out var statuses) ? statuses[0] : value.GetProperty("messages")[0];
    }

    /// <summary><c>message</c> or the status, and the id.</summary>
    public static (string Kind, string Id) What(this ReceivedCall call)
    {
        var told = call.Told();
        return (
            told.TryGetProperty("status", out var status) ? status.GetString()! : "message",
            told.GetProperty("id").GetString()!);
    }

    /// <summary>What was told of one message, in order of arrival.</summary>
    public static string[] ToldOf(this RunningSimulator simulator, string id) =>
        [.. simulator.Callbacks.Calls.Select(What).Where(what => what.Id == id).Select(what => what.Kind)];
}
