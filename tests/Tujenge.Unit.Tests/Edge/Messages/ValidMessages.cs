using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>A valid message, and what the mapping leaves of it.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Contents">What the client writes under the name of the type.</param>
/// <param name="Arriving">What a phone has to get.</param>
/// <param name="ArrivingType">As which type.</param>
internal sealed record ValidMessage(string Type, JsonNode Contents, JsonNode Arriving, string ArrivingType)
{
    public override string ToString() => $"{Type}: {Contents.ToJsonString()}";
}

/// <summary>
/// Valid messages of every type, any texts within their limits, any optional fields there or not. What the mapping names as
/// lost (cloud-api-mapping, sections 1 and 8) is made beside what stays, so that nothing else may be missing.
/// </summary>
internal static class ValidMessages
{
    private static readonly string[] Letters =
        ["a", "Z", "7", " ", "é", "ß", "ق", "中", "😀", "👩🏽‍🚀", "\"", "\\", "/", "<", "&", "'", "\n", "\t", "{", "}", "%", "\u2028", "\u00a0"];

    private static readonly Gen<JsonNode> Links = Gen.Elements(
        "https://files.example/a.jpg", "http://files.example/a%20b.pdf?x=1&y=%2F", "https://пример.example/ф.png").Select(Json);

    public static Gen<ValidMessage> All => Gen.OneOf(
        Message("text", Fields(("body", Text(4096), true), ("preview_url", Gen.Constant(false).Select(flag => new Both(flag)), false))),
        Message("image", Media(hasCaption: true)),
        Message("audio", Media()),
        Message("video", Media(hasCaption: true)),
        Message("document", Media(hasCaption: true, hasFilename: true)),
        Message("sticker", Media()),
        Message("location", Fields(
            ("latitude", Degrees(90), true), ("longitude", Degrees(180), true), ("name", Text(100), false), ("address", Text(100), false))),
        Message("contacts", Card.ListOf().Where(cards => cards.Count is >= 1 and <= 5).Select(Both.Array)),
        Message("reaction", Fields(
            ("message_id", Same(Gen.Elements("wamid.HBgMA==", "ABGG+/7").Select(Json)), true),
            ("emoji", Same(Gen.Elements("👍", "❤️", "🇹🇿", "1️⃣", "").Select(Json)), true))),
        Message("interactive", Gen.OneOf(ReplyButtons, List, Product, Products, Newer)),
        Template,
        Hsm);

    private static Gen<Both> Card => Fields(
        ("name", Fields(("formatted_name", Text(60), true), ("first_name", Text(20), false), ("suffix", Text(9), false)), true),
        ("birthday", Same(Gen.Elements("1990-12-31", "2000-02-29").Select(Json)), false),
        ("phones", Many(Fields(("phone", Text(20), true), ("type", Text(5), false), ("wa_id", Text(15), false))), false),
        ("emails", Many(Fields(("email", Text(20), true), ("type", Text(5), false))), false),
        ("addresses", Many(Fields(("street", Text(20), true), ("zip", Text(5), false), ("country_code", Text(2), false))), false),
        ("urls", Many(Fields(("url", Text(20), true))), false),
        ("org", Fields(("company", Text(20), true), ("title", Text(9), false)), false),
        ("ims", Lost(Gen.Constant("""[{"service":"AIM","user_id":"asha"},"icq"]""").Select(json => JsonNode.Parse(json)!)), false));

    private static Gen<Both> ReplyButtons => Fields(
        ("type", Same("button"), true),
        ("header", Gen.OneOf(
            TextHeader,
            Fields(("type", Same("image"), true), ("image", Media(), true)),
            Fields(("type", Same("document"), true), ("document", Media(hasFilename: true), true))), false),
        ("body", Fields(("text", Text(1024), true)), true),
        ("footer", Fields(("text", Text(60), true)), false),
        ("action", Fields(("buttons", Gen.Choose(1, 3).SelectMany(count => Each(count, number => Fields(
            ("type", Same("reply"), true),
            ("reply", Fields(
                ("id", Text(200, $"{number}", "."), true), ("title", Text(18, $"{number}"), true)), true)))), true)), true));

    private static Gen<Both> List => Fields(
        ("type", Same("list"), true),
        ("header", TextHeader, false),
        ("body", Fields(("text", Text(1024), true)), true),
        ("footer", Fields(("text", Text(60), true)), false),
        ("action", Fields(
            ("button", Text(20), true),
            ("sections", SectionsOf("rows", 5, number => Fields(
                ("id", Text(190, $"{number}"), true), ("title", Text(24), true), ("description", Text(72), false))), true)), true));

    private static Gen<Both> Product => Fields(
        ("type", Same("product"), true),
        ("body", Fields(("text", Text(1024), true)), false),
        ("action", Fields(("catalog_id", Text(20), true), ("product_retailer_id", Text(20), true)), true));

    private static Gen<Both> Products => Fields(
        ("type", Same("product_list"), true),
        ("header", TextHeader, true),
        ("body", Fields(("text", Text(1024), true)), true),
        ("action", Fields(
            ("catalog_id", Text(20), true),
            ("sections", SectionsOf("product_items", 15, _ => Fields(("product_retailer_id", Text(20), true))), true)), true));

    private static Gen<Both> Newer => Gen.Elements(
        """{"type":"flow","body":{"text":"b"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"7","data":{"a":[1,null,-2.50]}}}}""",
        """{"type":"cta_url","header":{"type":"gif"},"action":{"name":"cta_url","parameters":{"display_text":"é","url":"https://shop.example"}}}""",
        """{"type":"location_request_message","body":{"text":"b"},"action":{"name":"send_location"}}""")
        .Select(json => new Both(JsonNode.Parse(json)!));

    private static Gen<Both> TextHeader => Fields(("type", Same("text"), true), ("text", Text(60), true));

    private static Gen<ValidMessage> Template => Fields(
        ("namespace", Lost(Gen.Constant("ns").Select(Json)), false),
        ("name", Same("t"), true),
        ("language", Gen.Elements("deterministic", "fallback").Select(policy => new Both(
            new JsonObject { ["policy"] = policy, ["code"] = "sw" },
            new JsonObject { ["policy"] = "deterministic", ["code"] = "sw" })), true),
        ("components", Each(4, number => number switch
        {
            0 => Fields(("type", Same("header"), true), ("parameters", Many(Fields(("type", Same("image"), true), ("image", Media(), true))), true)),
            1 => Fields(("type", Same("body"), true), ("parameters", Each(3, Parameter), true)),
            2 => Fields(
                ("type", Same("button"), true),
                ("sub_type", Same("quick_reply"), true),
                ("index", Gen.Elements<JsonNode>("0", 0).Select(index => new Both(index, "0")), true),
                ("parameters", Many(Fields(("type", Same("payload"), true), ("payload", Text(100), true))), true)),
            _ => Fields(("type", Same("footer"), true)),
        }), true)).Select(both => new ValidMessage("template", both.Given, both.Kept!, "template"));

    private static Gen<ValidMessage> Hsm =>
        from texts in Text(100).ArrayOf(3)
        let amount = new JsonObject { ["currency_code"] = "TZS", ["amount_1000"] = "20000" }
        select new ValidMessage(
            "hsm",
            new JsonObject
            {
                ["namespace"] = "ns",
                ["element_name"] = "t",
                ["language"] = new JsonObject { ["policy"] = "deterministic", ["code"] = "sw" },
                ["localizable_params"] = new JsonArray(
                    new JsonObject { ["default"] = texts[0].Given.DeepClone() },
                    new JsonObject { ["default"] = texts[1].Given.DeepClone(), ["currency"] = amount },
                    new JsonObject { ["default"] = texts[2].Given.DeepClone(), ["date_time"] = new JsonObject { ["unix_epoch"] = new JsonObject() } }),
            },
            new JsonObject
            {
                ["name"] = "t",
                ["language"] = new JsonObject { ["policy"] = "deterministic", ["code"] = "sw" },
                ["components"] = new JsonArray(new JsonObject
                {
                    ["type"] = "body",
                    ["parameters"] = new JsonArray(
                        new JsonObject { ["type"] = "text", ["text"] = texts[0].Given.DeepClone() },
                        new JsonObject
                        {
                            ["type"] = "currency",
                            ["currency"] = new JsonObject
                            {
                                ["fallback_value"] = texts[1].Given.DeepClone(),
                                ["code"] = "TZS",
                                ["amount_1000"] = 20000,
                            },
                        },
                        new JsonObject { ["type"] = "date_time", ["date_time"] = new JsonObject { ["fallback_value"] = texts[2].Given.DeepClone() } }),
                }),
            },
            "template");

    private static Gen<Both> Parameter(int number) => number switch
    {
        0 => Fields(("type", Same("text"), true), ("text", Text(1024), true)),
        1 => Fields(("type", Same("currency"), true), ("currency", Fields(
            ("fallback_value", Text(20), true),
            ("code", Same("TZS"), true),
            ("amount_1000", Gen.Elements<JsonNode>("20000", 20000).Select(amount => new Both(amount, 20000)), true)), true)),
        _ => Fields(("type", Same("date_time"), true), ("date_time", Fields(
            ("fallback_value", Text(20), true), ("day_of_month", Gen.Constant(new Both(25)), false)), true)),
    };

    private static Gen<Both> SectionsOf(string contents, int most, Func<int, Gen<Both>> item) =>
        from sections in Gen.Choose(1, 2)
        from both in Each(sections, section => Fields(
            ("title", Text(24), sections > 1),
            (contents, Gen.Choose(1, most).SelectMany(count => Each(count, number => item((section * most) + number))), true)))
        select both;

    private static Gen<Both> Media(bool hasCaption = false, bool hasFilename = false) =>
        from byId in Gen.Elements(true, false)
        from both in Fields(
        [
            byId ? ("id", Text(64), true) : ("link", Same(Links), true),
            .. hasCaption ? [("caption", Text(1024), false)] : Array.Empty<(string, Gen<Both>, bool)>(),
            .. hasFilename ? [("filename", Text(60), false)] : Array.Empty<(string, Gen<Both>, bool)>(),
            ("provider", Lost(Gen.Constant(0).Select(_ => (JsonNode)new JsonObject { ["name"] = "p" })), false),
        ])
        select both;

    private static Gen<Both> Degrees(int most) =>
        from degrees in Gen.Choose(-most * 1000, most * 1000)
        let number = (JsonNode)(degrees / 1000m)
        from asText in Gen.Elements(true, false)
        select new Both(asText ? number.ToJsonString() : number, number);

    /// <summary>A text of 1 to so many code points, short ones mostly.</summary>
    private static Gen<Both> Text(int most, string before = "", string after = "") =>
        from length in Gen.Frequency((8, Gen.Choose(1, 12)), (1, Gen.Constant(most)))
        from letters in Gen.Elements(Letters).ArrayOf(Math.Min(length, most))
        let runes = string.Concat(letters).EnumerateRunes().Take(most - before.Length - after.Length)
        select new Both(before + string.Concat(runes) + after);

    private static Gen<ValidMessage> Message(string type, Gen<Both> contents) =>
        contents.Select(both => new ValidMessage(type, both.Given, both.Kept!, type));

    private static Gen<Both> Same(string text) => Gen.Constant(new Both(text));

    private static Gen<Both> Same(Gen<JsonNode> node) => node.Select(value => new Both(value));

    private static Gen<Both> Lost(Gen<JsonNode> node) => node.Select(value => new Both(value, null));

    private static Gen<Both> Many(Gen<Both> one) => one.Select(both => Both.Array([both]));

    private static Gen<Both> Each(int count, Func<int, Gen<Both>> one) =>
        Gen.CollectToArray(Enumerable.Range(0, count), one).Select(Both.Array);

    private static Gen<Both> Fields(params (string Name, Gen<Both> Value, bool IsRequired)[] fields) =>
        Gen.CollectToArray(fields, field =>
                from isThere in Gen.Elements(true, field.IsRequired)
                from value in field.Value
                select (field.Name, Value: isThere ? value : null))
            .Select(members => Both.Object(members.Where(member => member.Value is not null).Select(member => (member.Name, member.Value!))));

    private static JsonNode Json(string text) => text;

    /// <summary>A value as the client gives it, and what arrives of it; null when nothing.</summary>
    private sealed record Both(JsonNode Given, JsonNode? Kept)
    {
        public Both(JsonNode same)
            : this(same, same)
        {
        }

        public static Both Array(IReadOnlyCollection<Both> items) => new(
            new JsonArray([.. items.Select(item => item.Given.DeepClone())]),
            new JsonArray([.. items.Select(item => item.Kept?.DeepClone())]));

        public static Both Object(IEnumerable<(string Name, Both Value)> members)
        {
            var (given, kept) = (new JsonObject(), new JsonObject());
            foreach (var (name, value) in members)
            {
                given[name] = value.Given.DeepClone();
                if (value.Kept is not null)
                {
                    kept[name] = value.Kept.DeepClone();
                }
            }

            return new Both(given, kept);
        }
    }
}
