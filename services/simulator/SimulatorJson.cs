using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tujenge.Simulator.Callbacks;
using Tujenge.Simulator.Callbacks.Telling;
using Tujenge.Simulator.Clock;
using Tujenge.Simulator.Faults;
using Tujenge.Simulator.Graph.Sending;
using Tujenge.Simulator.Graph.Templates;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Receiver;
using Tujenge.Simulator.Sending;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator;

/// <summary>JSON of the control API. A field it does not know is an error: a misspelt knob must not be silently off.</summary>
[JsonSerializable(typeof(ControlProblem))]
[JsonSerializable(typeof(SimulatorIndex))]
[JsonSerializable(typeof(NumberSettings))]
[JsonSerializable(typeof(NumberList))]
[JsonSerializable(typeof(PhoneSettings))]
[JsonSerializable(typeof(PhoneView))]
[JsonSerializable(typeof(PhoneList))]
[JsonSerializable(typeof(WriteRequest))]
[JsonSerializable(typeof(WriteAnswer))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(TellRequest))]
[JsonSerializable(typeof(TellAnswer))]
[JsonSerializable(typeof(ReadAnswer))]
[JsonSerializable(typeof(SilenceRequest))]
[JsonSerializable(typeof(TemplateSettings))]
[JsonSerializable(typeof(TemplateList))]
[JsonSerializable(typeof(FaultSettings))]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(AdvanceRequest))]
[JsonSerializable(typeof(CallList))]
[JsonSerializable(typeof(CallbackList))]
[JsonSerializable(typeof(ReceivedCalls))]
[JsonSerializable(typeof(ResetRequest))]
[JsonSerializable(typeof(ResetAnswer))]
[JsonSerializable(typeof(GraphSuccess))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SimulatorJson : JsonSerializerContext
{
    public static SimulatorJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
