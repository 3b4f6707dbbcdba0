using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Tujenge.SystemTests.Kills.Checking;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>The simulator: its faults, its phones, and what it got.</summary>
/// <param name="address">Where it is.</param>
internal sealed class WhatsApp(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri(address, "simulator/"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Duplicates, random order, callbacks that overtake the answer to their send.</summary>
    public Task BeTroublesomeAsync() => CallAsync(
        HttpMethod.Put, "faults", new { duplicate_rate = 0.2, reorder = true, overtake = true });

    /// <summary>The phone reads whatever comes.</summary>
    public Task ReadAlwaysAsync(string phone) => CallAsync(HttpMethod.Put, $"phones/{phone}", new { auto_read = true });

    /// <summary>A customer writes; that opens the window.</summary>
    public Task WriteAsync(Conversation conversation, string text) => CallAsync(
        HttpMethod.Post, $"phones/{conversation.Phone}/write", new { text, to = conversation.Channel.PhoneNumberId });

    /// <summary>Callbacks that got no 200 yet and will be repeated. Each ends with one.</summary>
    public async Task<int> CountWaitingCallbacksAsync()
    {
        var callbacks = (await CallAsync(HttpMethod.Get, "callbacks")).GetProperty("callbacks").EnumerateArray().ToArray();
        return callbacks.Count(callback => callback.GetProperty("attempt").GetInt32() == 1)
            - callbacks.Count(callback => callback.GetProperty("status").GetInt32() == 200);
    }

    /// <summary>What it took, and the ids of what the customers wrote.</summary>
    public async Task<(List<Arrival> Arrivals, List<string> Written)> ReportAsync(IEnumerable<string> phones)
    {
        // The calls know the gateway's ids, the phones know the texts, in the order in which they came.
        var ids = (await CallAsync(HttpMethod.Get, "calls")).GetProperty("calls").EnumerateArray()
            .Where(call => call.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
            .ToDictionary(call => Text(call, "id"), call => Text(call, "biz_opaque_callback_data"));

        var (arrivals, written) = (new List<Arrival>(), new List<string>());
        foreach (var number in phones)
        {
            var phone = await CallAsync(HttpMethod.Get, $"phones/{number}");
            foreach (var message in phone.GetProperty("messages").EnumerateArray())
            {
                if (Text(message, "direction") == "out")
                {
                    written.Add(Text(message, "id"));
                    continue;
                }

                arrivals.Add(new Arrival(
                    Conversation.NameOf(Text(message, "phone_number_id"), number),
                    int.Parse(Text(message, "text"), CultureInfo.InvariantCulture),
                    ids[Text(message, "id")],
                    phone.GetProperty("auto_read").GetBoolean(),
                    message.GetProperty("at").GetDateTimeOffset()));
            }
        }

        return (arrivals, written);
    }

    public void Dispose() => _client.Dispose();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await _client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
