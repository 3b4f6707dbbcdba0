using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Edge.Messages.Sending.Validation;

namespace Tujenge.Unit.Tests.Edge;

internal sealed class MessageRulesProperties
{
    private static readonly string[] Names =
        ["to", "type", "text", "body", "template", "name", "language", "code", "components", "parameters", "index",
         "sub_type", "context", "message_id", "preview_url", "recipient_type", "x"];

    private static readonly string[] Words = ["text", "template", "group", "button", "255712000111", "", "\\ud800", "\\u0000", "é"];

    [Test]
    public void No_bytes_make_it_throw() => Prop
        .ForAll<byte[]>(bytes => MessageRules.Check(bytes) is not null)
        .QuickCheckThrowOnFailure();

    [Test]
    public void No_text_makes_it_throw() => Prop
        .ForAll<string?>(text => MessageRules.Check(Encoding.UTF8.GetBytes(text ?? "")) is not null)
        .QuickCheckThrowOnFailure();

    [Test]
    public void No_json_makes_it_throw() => Prop
        .ForAll(Json(depth: 5).ToArbitrary(), json => MessageRules.Check(Encoding.UTF8.GetBytes(json)) is not null)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Test]
    public void No_value_for_any_field_makes_it_throw() => Prop
        .ForAll(
            Gen.Two(Json(depth: 3)).ToArbitrary(),
            values => MessageRules.Check(Encoding.UTF8.GetBytes(
                $$$"""
                {"to":"255712000111","type":"template","template":{"name":"n","language":{"code":"sw"},
                 "components":[{"type":"button","sub_type":"url","index":{{{values.Item1}}},"parameters":{{{values.Item2}}}}]}}
                """)) is not null)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Every_text_of_1_to_4096_characters_is_accepted_and_handed_on_unchanged() => Prop
        .ForAll<NonEmptyString>(text =>
        {
            var body = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get.Replace("\0", "", StringComparison.Ordinal) + "."));
            var json = $$$"""{"to":"+255712000111","text":{"body":{{{JsonSerializer.Serialize(body)}}}}}""";
            using var document = JsonDocument.Parse(((MessageCheck.Passed)MessageRules.Check(Encoding.UTF8.GetBytes(json))).Body.Utf8);
            return document.RootElement.GetProperty("text").GetProperty("body").GetString() == body;
        })
        .QuickCheckThrowOnFailure();

    [Test]
    public void A_number_that_is_accepted_is_7_to_15_digits() => Prop
        .ForAll(
            Gen.Elements<char>([.. "+ -.()[]0123456789123456789a"]).ListOf().Select(letters => string.Concat(letters)).ToArbitrary(),
            to => MessageRules.Check(Encoding.UTF8.GetBytes($$$"""{"to":"{{{to}}}","text":{"body":"hi"}}""")) is not MessageCheck.Passed passed
                || (passed.Recipient.Length is >= 7 and <= 15 && passed.Recipient[0] != '0' && passed.Recipient.All(char.IsAsciiDigit)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("null", "true", "7", "-1.5e300"),
            Gen.Elements(Words).Select(word => $"\"{word}\""));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Json(depth - 1);
        var member = Gen.Elements(Names).Zip(inner).Select(pair => $"\"{pair.Item1}\":{pair.Item2}");
        return Gen.OneOf(
            leaf,
            inner.ListOf(2).Select(items => $"[{string.Join(',', items)}]"),
            member.ListOf(4).Select(members => $"{{{string.Join(',', members.DistinctBy(m => m.Split(':')[0]))}}}"));
    }
}
