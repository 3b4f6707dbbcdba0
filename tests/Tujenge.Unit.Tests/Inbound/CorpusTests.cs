using System.Text.Json.Nodes;
using NUnit.Framework;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Translating;
using Tujenge.Testing.Callbacks;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>
/// Callbacks that were recorded elsewhere, where TUJENGE_TEST_CORPUS names a folder with some: they come out in v1's form, and
/// nothing of them gets lost.
/// </summary>
internal sealed class CorpusTests
{
    /// <summary>What v1 clients must not see, or see in another form (cloud-api-mapping, section 4).</summary>
    private static readonly HashSet<string> Translated =
    [
        "url", "animated", "voice", "sha256", "user_id", "from_user_id", "username", "biz_opaque_callback_data",
        "expiration_timestamp", "code", "title", "message", "details", "messaging_product", "unsupported",
    ];

    /// <summary>Values that have another name in v1.</summary>
    private static readonly HashSet<string> Renamed = ["user_changed_number", "user_identity_changed", "unsupported", "audio", "played"];

    private static readonly string? Corpus = Environment.GetEnvironmentVariable("TUJENGE_TEST_CORPUS");

    [Test]
    public void Callbacks_of_v1_servers_pass_unchanged()
    {
        foreach (var (name, body) in Files("inbound"))
        {
            var parts = CallbackParts.OfV1(body);
            var given = JsonNode.Parse(body)!.AsObject();
            var (messages, statuses) = (Bodies(parts, "messages"), Bodies(parts, "statuses"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(parts.Unreadable, Is.Empty, name);
                Assert.That(JsonNode.DeepEquals(messages, given["messages"] ?? new JsonArray()), Is.True, $"{name}: {messages}");
                Assert.That(JsonNode.DeepEquals(statuses, given["statuses"] ?? new JsonArray()), Is.True, $"{name}: {statuses}");
                Assert.That(parts.Errors, Has.Count.EqualTo((given["errors"] as JsonArray)?.Count ?? 0), name);
            }
        }
    }

    [Test]
    public void Callbacks_of_the_Cloud_API_come_out_as_v1_and_whole()
    {
        foreach (var (name, body) in Files("inbound-cloud"))
        {
            var parts = CloudCallbacks.Split(body, DateTimeOffset.UnixEpoch).Select(change => change.Parts).ToArray();
            var events = parts.SelectMany(BodiesOf).ToArray();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(parts.SelectMany(part => part.Unreadable), Is.Empty, name);
                Assert.That(events.Select(V1CallbackSchema.FindProblem), Is.All.Null, $"{name}: {string.Join('\n', events)}");
                var text = string.Concat(events);
                Assert.That(LeavesOf(body).Where(leaf => !text.Contains(leaf, StringComparison.Ordinal)), Is.Empty, $"{name}: {text}");
            }
        }
    }

    private static IEnumerable<(string Name, string Body)> Files(string folder) =>
        Corpus is not null
            ? Directory.EnumerateFiles(Path.Combine(Corpus, folder), "*.json").Order().Select(file => (Path.GetFileName(file), File.ReadAllText(file)))
            : [];

    private static IEnumerable<string> BodiesOf(CallbackParts parts) => parts.Messages
        .Select(message => EventFactory.FromMessage(Guid.Empty, message, DateTimeOffset.UnixEpoch, id => id).Body)
        .Concat(parts.Statuses.Select(status => EventFactory.FromStatus(Guid.Empty, status, status.Id, DateTimeOffset.UnixEpoch).Body))
        .Concat(parts.Errors.Count == 0 ? [] : [EventFactory.FromErrors(Guid.Empty, parts.Errors, parts.Rest, Guid.Empty, DateTimeOffset.UnixEpoch).Body]);

    private static JsonArray Bodies(CallbackParts parts, string kind) =>
        [.. BodiesOf(parts).Select(body => JsonNode.Parse(body)![kind]).OfType<JsonArray>().SelectMany(array => array).Select(node => node?.DeepClone())];

    /// <summary>Everything that the changes of field <c>messages</c> say, as it must stand in what comes out.</summary>
    private static IEnumerable<string> LeavesOf(string body) => JsonNode.Parse(body)!["entry"]!.AsArray()
        .SelectMany(entry => entry!["changes"]!.AsArray())
        .Where(change => change!["field"]?.GetValue<string>() == "messages")
        .SelectMany(change => new[] { "contacts", "messages", "statuses" }.Select(name => change!["value"]![name]))
        .SelectMany(Leaves);

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Where(field => !Translated.Contains(field.Key)).SelectMany(field => Leaves(field.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value when value.TryGetValue<string>(out var text) && Renamed.Contains(text) => [],
        JsonValue value => [value.ToJsonString(V1Json.Wire.Options)],
        _ => [],
    };
}
