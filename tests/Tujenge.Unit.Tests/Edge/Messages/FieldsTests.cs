using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Every field of every type: what its absence and what a wrong JSON type in its place come to.</summary>
internal sealed class FieldsTests
{
    private static readonly TestCaseData[] Fields =
    [
        .. FullMessages.All.SelectMany(full => PathsIn(JsonNode.Parse(full.Contents)!).Select(path =>
            new TestCaseData(full, path).SetArgDisplayNames(full.Label, path))),
    ];

    /// <summary>What is read whatever its type: clients write it as they like, or WhatsApp never sees it.</summary>
    private static readonly string[] TakenInAnyType =
    [
        "[0].ims[0]", "[0].ims[0].service", "[0].ims[0].user_id",
        "localizable_params[2].date_time.component", "localizable_params[2].date_time.component.day_of_month",
    ];

    /// <summary>Objects of which nothing is read, or all of it at once.</summary>
    private static readonly string[] PassedAsItIs = ["ims", "date_time", "provider"];

    [TestCaseSource(typeof(FullMessages), nameof(FullMessages.All))]
    public void A_message_with_every_field_is_accepted(object full) =>
        Assert.That(() => Posted.Passed(((FullMessage)full).Json), Throws.Nothing);

    [TestCaseSource(nameof(Fields))]
    public void A_field_is_absent_when_it_is_null_and_missed_when_it_is_required(object message, string path)
    {
        var full = (FullMessage)message;
        var json = With(full, path, null);

        if (full.Required.Contains(path))
        {
            Assert.That(
                Posted.Refused(json),
                Is.EqualTo((1008, $"Parameter '{full.PathOf(path)}' is absent")).Or
                    .EqualTo((1008, $"Parameter '{full.PathOf(path)}' is absent: with 2 or more sections each needs a title, got 2")));
        }
        else if (path is "link" or "id" or "image.link" or "header.image.link" || path.EndsWith(".link", StringComparison.Ordinal))
        {
            var media = full.PathOf(path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : "");
            Assert.That(
                Posted.Refused(json),
                Is.EqualTo((1008, $"Parameter '{media}.id' is absent, and so is '{media}.link': one of them is needed")));
        }
        else if (path.EndsWith(']'))
        {
            // An element that is null is no element left out, but for messengers, which nobody reads.
            if (!path.StartsWith("[0].ims", StringComparison.Ordinal))
            {
                Assert.That(Posted.Refused(json), Is.EqualTo((1008, $"Parameter '{full.PathOf(path)}' is absent")));
            }
        }
        else
        {
            Assert.That(() => Posted.Passed(json), Throws.Nothing);
        }
    }

    /// <summary>JSON tells what is null from what is not there, and so do serializers.</summary>
    [TestCaseSource(nameof(Fields))]
    public void A_field_that_is_not_there_is_judged_as_one_that_is_null(object message, string path)
    {
        var full = (FullMessage)message;
        var contents = JsonNode.Parse(full.Contents)!;
        var node = At(contents, path);
        if (node.Parent is JsonObject parent && !TakenInAnyType.Contains(path))
        {
            parent.Remove(node.GetPropertyName());
            Assert.That(
                $"{Posted.Check(Posted.Message(full.Type, contents.ToJsonString()))}", Is.EqualTo($"{Posted.Check(With(full, path, null))}"));
        }
    }

    [TestCaseSource(typeof(FullMessages), nameof(FullMessages.All))]
    public void Contents_that_are_not_there_are_judged_as_null(object full) => Assert.That(
        Posted.Refused($$"""{"to":"255712000111","type":"{{((FullMessage)full).Type}}"}"""),
        Is.EqualTo(Posted.Refused(Posted.Message(((FullMessage)full).Type, "null"))));

    [TestCaseSource(nameof(Fields))]
    public void A_wrong_type_is_named(object message, string path)
    {
        var full = (FullMessage)message;
        if (TakenInAnyType.Contains(path))
        {
            return;
        }

        var (wrong, expected) = At(JsonNode.Parse(full.Contents)!, path).GetValueKind() switch
        {
            JsonValueKind.Number => ("true", "a number, got a boolean"),
            JsonValueKind.True => ("7", "a boolean, got a number"),
            JsonValueKind.Object when path == "action" => (
                "\"x\"",
                "an object, got a string that holds none: it is not valid JSON: 'x' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0."),
            JsonValueKind.Object => ("\"x\"", "an object, got a string"),
            JsonValueKind.Array => ("\"x\"", "an array, got a string"),
            _ when path.EndsWith(".index", StringComparison.Ordinal) => ("true", "a string or a number, got a boolean"),
            _ => ("[7]", "a string, got an array"),
        };

        Assert.That(
            Posted.Refused(With(full, path, JsonNode.Parse(wrong))),
            Is.EqualTo((1025, $"Parameter '{full.PathOf(path)}' must be {expected}")));
    }

    [TestCaseSource(typeof(FullMessages), nameof(FullMessages.All))]
    public void A_member_that_means_nothing_is_told_wherever_it_stands(object message)
    {
        var full = (FullMessage)message;
        Assert.That(Posted.Passed(full.Json).Warnings ?? [], Has.None.Contain("means nothing here"));

        var paths = PathsIn(JsonNode.Parse(full.Contents)!)
            .Where(path => At(JsonNode.Parse(full.Contents)!, path) is JsonObject && !PassedAsItIs.Any(name => path.Contains(name, StringComparison.Ordinal)))
            .ToList();
        foreach (var path in paths)
        {
            var contents = JsonNode.Parse(full.Contents)!;
            At(contents, path)["color"] = "red";
            Assert.That(
                Posted.Passed(Posted.Message(full.Type, contents.ToJsonString())).Warnings ?? [],
                Has.One.EqualTo($"Parameter '{full.PathOf(path)}.color' is left out: it means nothing here"));
        }
    }

    [TestCaseSource(typeof(FullMessages), nameof(FullMessages.All))]
    public void Contents_must_be_there(object full) => Assert.That(
        Posted.Refused(Posted.Message(((FullMessage)full).Type, "null")),
        Is.EqualTo((1008, $"Parameter '{((FullMessage)full).Type}' is absent")));

    private static string With(FullMessage full, string path, JsonNode? value)
    {
        var contents = JsonNode.Parse(full.Contents)!;
        var node = At(contents, path);
        if (node.Parent is JsonArray array)
        {
            array[node.GetElementIndex()] = value;
        }
        else
        {
            ((JsonObject)node.Parent!)[node.GetPropertyName()] = value;
        }

        return Posted.Message(full.Type, contents.ToJsonString());
    }

    private static IEnumerable<string> PathsIn(JsonNode node) => (node switch
    {
        JsonObject members => members.Select(member => member.Value!),
        JsonArray items => items.Select(item => item!),
        _ => [],
    }).SelectMany(child => PathsIn(child).Prepend(child.GetPath()["$".Length..].TrimStart('.')));

    private static JsonNode At(JsonNode root, string path) =>
        Descendants(root).Single(node => node.GetPath()["$".Length..].TrimStart('.') == path);

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => (node switch
    {
        JsonObject members => members.Select(member => member.Value!),
        JsonArray items => items.Select(item => item!),
        _ => [],
    }).SelectMany(child => Descendants(child).Prepend(child));
}
