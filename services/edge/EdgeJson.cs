using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Admin;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Admin.Callbacks;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Edge.Admin.DeadLetters;
using Tujenge.Edge.Admin.Deliveries;
using Tujenge.Edge.Admin.Keys;
using Tujenge.Edge.Admin.Messages;
using Tujenge.Edge.Admin.Tenants;
using Tujenge.Edge.Admin.Webhooks;

namespace Tujenge.Edge;

/// <summary>JSON of answers that name what is absent as null, unlike <see cref="V1Json"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(V1WebhookConfiguration))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(TenantRequest))]
[JsonSerializable(typeof(TenantAnswer))]
[JsonSerializable(typeof(TenantsAnswer))]
[JsonSerializable(typeof(ChannelRequest))]
[JsonSerializable(typeof(ChannelChangeRequest))]
[JsonSerializable(typeof(ChannelAnswer))]
[JsonSerializable(typeof(ChannelsAnswer))]
[JsonSerializable(typeof(CreatedKeyAnswer))]
[JsonSerializable(typeof(RotateKeyRequest))]
[JsonSerializable(typeof(RotatedKeyAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookAnswer))]
[JsonSerializable(typeof(AuditTrailAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(MessagesAnswer))]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(DeliveriesAnswer))]
[JsonSerializable(typeof(CallbackAnswer))]
[JsonSerializable(typeof(CallbacksAnswer))]
[JsonSerializable(typeof(ReplayedAnswer))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(DiscardRequest))]
[JsonSerializable(typeof(DeadLettersAnswer))]
[JsonSerializable(typeof(DeadLetterDetailAnswer))]
[JsonSerializable(typeof(BulkReplayRequest))]
[JsonSerializable(typeof(BulkReplayAnswer))]
internal sealed partial class EdgeJson : JsonSerializerContext
{
    /// <summary>The context to use: the settings above, without escaping what JSON need not escape.</summary>
    public static EdgeJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
