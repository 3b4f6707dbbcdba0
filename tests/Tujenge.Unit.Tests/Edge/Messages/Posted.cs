using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Edge.Messages.Sending.Validation;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Bodies of <c>POST /v1/messages</c>, and what edge makes of them.</summary>
internal static class Posted
{
    public const string Recipient = "255712000111";

    /// <summary>A message of a type.</summary>
    public static string Message(string type, string contents, string more = "") =>
        $$$"""{"to":"{{{Recipient}}}","type":"{{{type}}}","{{{type}}}":{{{contents}}}{{{more}}}}""";

    public static string Interactive(string kind, string action, string more = ""","body":{"text":"b"}""") =>
        Message("interactive", $$$"""{"type":"{{{kind}}}"{{{more}}},"action":{{{action}}}}""");

    public static string Buttons(string buttons, string more = ""","body":{"text":"b"}""") =>
        Interactive("button", $$$"""{"buttons":{{{buttons}}}}""", more);

    public static string Sections(string sections) => Interactive("list", $$$"""{"button":"Menu","sections":{{{sections}}}}""");

    public static string Products(string sections) => Interactive(
        "product_list",
        $$$"""{"catalog_id":"c","sections":{{{sections}}}}""",
        ""","header":{"type":"text","text":"h"},"body":{"text":"b"}""");

    public static string Template(string components) =>
        Message("template", $$$"""{"name":"n","language":{"code":"sw"},"components":{{{components}}}}""");

    public static string Parameter(string parameter) => Template($$$"""[{"type":"body","parameters":[{{{parameter}}}]}]""");

    /// <summary>A text as JSON has it, of so many characters.</summary>
    public static string Of(int length, string character = "x") =>
        $"\"{string.Concat(Enumerable.Repeat(character, length))}\"";

    /// <summary>An array of so many elements.</summary>
    public static string Many(int count, Func<int, string> element) => $"[{string.Join(',', Enumerable.Range(0, count).Select(element))}]";

    public static MessageCheck Check(string json) => MessageRules.Check(Encoding.UTF8.GetBytes(json));

    /// <summary>What is made of a body that must be accepted.</summary>
    public static MessageCheck.Passed Passed(string json) =>
        Check(json) as MessageCheck.Passed ?? throw new AssertionException($"refused: {Check(json)}");

    /// <summary>The contents that are handed on of a body that must be accepted.</summary>
    public static JsonElement Contents(string json)
    {
        var message = JsonDocument.Parse(Passed(json).Body.Utf8).RootElement;
        return message.GetProperty(message.GetProperty("type").GetString()!);
    }

    /// <summary>What a body is refused for.</summary>
    public static (int Code, string Details) Refused(string json) => Check(json) is MessageCheck.Refused { Violation: var violation }
        ? (violation.Code.Number, violation.Details)
        : throw new AssertionException($"accepted: {json}");
}
