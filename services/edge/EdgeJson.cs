using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Admin;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Edge.Admin.DeadLetters;
using Tujenge.Edge.Admin.Keys;

namespace Tujenge.Edge;

/// <summary>JSON of answers that name what is absent as null, unlike <see cref="V1Json"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(V1WebhookConfiguration))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(ChannelAnswer))]
[JsonSerializable(typeof(CreatedChannelAnswer))]
[JsonSerializable(typeof(ChannelsAnswer))]
[JsonSerializable(typeof(CreatedKeyAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
[JsonSerializable(typeof(DeadLettersAnswer))]
[JsonSerializable(typeof(DeadLetterDetailAnswer))]
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
