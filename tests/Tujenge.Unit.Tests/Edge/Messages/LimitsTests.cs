using NUnit.Framework;
using static Tujenge.Unit.Tests.Edge.Messages.Posted;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Every limit (limits, sections 1 to 3): one body just inside, one just outside, and the exact error.</summary>
internal sealed class LimitsTests
{
    private const string Reply = """{"type":"reply","reply":{"id":"1","title":"Yes"}}""";

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] Envelope =
    [
        ("to, fewest digits", To("1234567"), To("123456"), 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got 6"),
        ("to, most digits", To("123456789012345"), To("1234567890123456"), 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got 16"),
        ("group id", Group(128), Group(129), 1009, "Parameter 'to' must be a group id: 1 to 128 letters, digits or characters of . _ : = -, got 129 characters"),
        ("recipient_type", Message("text", """{"body":"b"}""", ""","recipient_type":"individual" """), Message("text", """{"body":"b"}""", ""","recipient_type":"Individual" """), 1002, "Parameter 'recipient_type' must be individual or group, got 'Individual'"),
        ("type", Message("text", """{"body":"b"}"""), Message("Text", """{"body":"b"}"""), 1009, "Parameter 'type' must be one of text, image, audio, video, document, sticker, location, contacts, template, hsm, interactive, reaction, got 'Text'"),
        ("ttl as text", Message("text", """{"body":"b"}""", ""","ttl":"3600" """), Message("text", """{"body":"b"}""", ""","ttl":true"""), 1025, "Parameter 'ttl' must be a string or an object, got a boolean"),
        ("context.message_id", Context(Of(512)), Context(Of(513)), 1009, "Parameter 'context.message_id' must have at most 512 characters, got 513"),
        ("context.message_id, empty", Context(Of(1)), Context(Of(0)), 1009, "Parameter 'context.message_id' must have 1 to 512 characters, got 0"),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] Text =
    [
        ("text.body", Body(Of(4096)), Body(Of(4097)), 1001, "Parameter 'text.body' must have at most 4096 characters, got 4097"),
        ("text.body of emoji", Body(Of(4096, "😀")), Body(Of(4097, "😀")), 1001, "Parameter 'text.body' must have at most 4096 characters, got 4097"),
        ("text.body, empty", Body(Of(1)), Body(Of(0)), 1009, "Parameter 'text.body' must have 1 to 4096 characters, got 0"),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] Media =
    [
        .. new[] { "image", "video", "document" }.Select(type => (
            $"{type}.caption",
            Message(type, $$$"""{"id":"1","caption":{{{Of(1024)}}}}"""),
            Message(type, $$$"""{"id":"1","caption":{{{Of(1025)}}}}"""),
            1009,
            $"Parameter '{type}.caption' must have at most 1024 characters, got 1025")),
        .. new[] { "audio", "sticker" }.Select(type => (
            $"{type}.caption",
            Message(type, """{"id":"1","caption":""}"""),
            Message(type, """{"id":"1","caption":"c"}"""),
            1010,
            $"Parameter '{type}.caption' is not required: only images, videos and documents have captions")),
        .. new[] { "image", "audio", "video", "document", "sticker" }.SelectMany(type => new[]
        {
            ($"{type}.id and link", Message(type, """{"id":"","link":"http://a.example"}"""), Message(type, """{"id":"1","link":"http://a.example"}"""), 1010, $"Parameter '{type}.link' is not required beside '{type}.id': give one of them"),
            ($"{type}.id or link", Message(type, """{"id":"1"}"""), Message(type, """{"id":"","link":""}"""), 1008, $"Parameter '{type}.id' is absent, and so is '{type}.link': one of them is needed"),
            ($"{type}.link, scheme", Message(type, """{"link":"HTTPS://a.example/b c.pdf"}"""), Message(type, """{"link":"ftp://a.example"}"""), 1009, $"Parameter '{type}.link' must be an http or https URL, got 'ftp://a.example'"),
            ($"{type}.link, host", Message(type, """{"link":"http://a"}"""), Message(type, """{"link":"/a.jpg"}"""), 1009, $"Parameter '{type}.link' must be an http or https URL, got '/a.jpg'"),
            ($"{type}.id", Message(type, $$$"""{"id":{{{Of(512)}}}}"""), Message(type, $$$"""{"id":{{{Of(513)}}}}"""), 1009, $"Parameter '{type}.id' must have at most 512 characters, got 513"),
        }),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] Others =
    [
        ("location.latitude, most", Place("90", "0"), Place("90.000001", "0"), 1009, "Invalid latitude: parameter 'location.latitude' must be a number from -90 to 90, got '90.000001'"),
        ("location.latitude, least", Place("-90", "0"), Place("-91", "0"), 1009, "Invalid latitude: parameter 'location.latitude' must be a number from -90 to 90, got '-91'"),
        ("location.latitude as text", Place("\"-6.79\"", "0"), Place("\"6,79\"", "0"), 1009, "Invalid latitude: parameter 'location.latitude' must be a number from -90 to 90, got '6,79'"),
        ("location.longitude, most", Place("0", "180"), Place("0", "1.8e2000"), 1009, "Invalid longitude: parameter 'location.longitude' must be a number from -180 to 180, got '1.8e2000'"),
        ("location.longitude, least", Place("0", "-180"), Place("0", "-180.5"), 1009, "Invalid longitude: parameter 'location.longitude' must be a number from -180 to 180, got '-180.5'"),
        ("contacts, most", Message("contacts", Many(5, _ => Card)), Message("contacts", Many(6, _ => Card)), 1009, "Invalid number of contacts: parameter 'contacts' must have 1 to 5, got 6"),
        ("contacts, fewest", Message("contacts", Many(1, _ => Card)), Message("contacts", "[]"), 1009, "Invalid number of contacts: parameter 'contacts' must have 1 to 5, got 0"),
        ("contacts[0].name.formatted_name", Message("contacts", $"[{Card}]"), Message("contacts", """[{"name":{"formatted_name":""}}]"""), 1009, "Parameter 'contacts[0].name.formatted_name' must not be empty"),
        ("contacts[0].birthday", Birthday("2000-02-29"), Birthday("1999-02-29"), 1009, "Parameter 'contacts[0].birthday' must be a date like 1990-12-31, got '1999-02-29'"),
        ("contacts[0].birthday, form", Birthday("1990-12-31"), Birthday("31.12.1990"), 1009, "Parameter 'contacts[0].birthday' must be a date like 1990-12-31, got '31.12.1990'"),
        ("reaction.emoji", Reaction("👩🏽‍🚀"), Reaction("👍👍"), 1009, "Parameter 'reaction.emoji' must be one emoji, or empty to take the reaction back, got '👍👍'"),
        ("reaction.emoji, a letter", Reaction("1️⃣"), Reaction("1"), 1009, "Parameter 'reaction.emoji' must be one emoji, or empty to take the reaction back, got '1'"),
        ("reaction.emoji, none", Reaction(""), Reaction("é"), 1009, "Parameter 'reaction.emoji' must be one emoji, or empty to take the reaction back, got 'é'"),
        ("reaction.message_id", Message("reaction", $$$"""{"emoji":"👍","message_id":{{{Of(512)}}}}"""), Message("reaction", $$$"""{"emoji":"👍","message_id":{{{Of(513)}}}}"""), 1009, "Parameter 'reaction.message_id' must have at most 512 characters, got 513"),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] AllInteractive =
    [
        ("interactive.type", Interactive(new string('k', 64), "{}"), Interactive(new string('k', 65), "{}"), 1009, "Parameter 'interactive.type' must have at most 64 characters, got 65"),
        ("newer kind, header.text", Newer("header", Of(60)), Newer("header", Of(61)), 1009, "Parameter 'interactive.header.text' must have at most 60 characters, got 61"),
        ("newer kind, body.text", Newer("body", Of(1024)), Newer("body", Of(1025)), 1009, "Parameter 'interactive.body.text' must have at most 1024 characters, got 1025"),
        ("newer kind, footer.text", Newer("footer", Of(60)), Newer("footer", Of(61)), 1009, "Parameter 'interactive.footer.text' must have at most 60 characters, got 61"),
        .. new[] { "button", "list", "product", "product_list" }.SelectMany(kind => new[]
        {
            ($"{kind}, body.text", Kind(kind, body: Of(1024)), Kind(kind, body: Of(1025)), 1009, "Parameter 'interactive.body.text' must have at most 1024 characters, got 1025"),
            ($"{kind}, footer.text", Kind(kind, footer: Of(60)), Kind(kind, footer: Of(61)), 1009, "Parameter 'interactive.footer.text' must have at most 60 characters, got 61"),
        }),
        .. new[] { "button", "list", "product_list" }.SelectMany(kind => new[]
        {
            ($"{kind}, body.text, empty", Kind(kind), Kind(kind, body: Of(0)), 1009, "Parameter 'interactive.body.text' must have 1 to 1024 characters, got 0"),
            ($"{kind}, header.text", Kind(kind, header: Of(60)), Kind(kind, header: Of(61)), 1009, "Parameter 'interactive.header.text' must have at most 60 characters, got 61"),
            ($"{kind}, header.text of emoji", Kind(kind, header: Of(60, "😀")), Kind(kind, header: Of(61, "😀")), 1009, "Parameter 'interactive.header.text' must have at most 60 characters, got 61"),
            ($"{kind}, header.text, empty", Kind(kind), Kind(kind, header: Of(0)), 1009, "Parameter 'interactive.header.text' must have 1 to 60 characters, got 0"),
        }),
        ("button, header.type", Header("button", """{"type":"video","video":{"id":"1"}}"""), Header("button", """{"type":"audio","audio":{"id":"1"}}"""), 2036, "Parameter 'interactive.header.type' must be one of text, image, video, document, got 'audio'"),
        ("list, header.type", Header("list", """{"type":"text","text":"h"}"""), Header("list", """{"type":"image","image":{"id":"1"}}"""), 2036, "Parameter 'interactive.header.type' must be text with list, got 'image'"),
        ("product_list, header.type", Header("product_list", """{"type":"text","text":"h"}"""), Header("product_list", """{"type":"image","image":{"id":"1"}}"""), 2036, "Parameter 'interactive.header.type' must be text with product_list, got 'image'"),
        ("product_list, header", Header("product_list", """{"type":"text","text":"h"}"""), Header("product_list", "null"), 1008, "Parameter 'interactive.header' is absent"),
        ("product, header", Kind("product"), Header("product", """{"type":"text","text":"h"}"""), 1010, "Parameter 'interactive.header' is not required: WhatsApp shows the product there"),
        ("button, header, document", Header("button", """{"type":"document","document":{"id":"1","filename":"f"}}"""), Header("button", """{"type":"document","document":{}}"""), 1008, "Parameter 'interactive.header.document.id' is absent, and so is 'interactive.header.document.link': one of them is needed"),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] Button =
    [
        ("buttons, most", Buttons(Many(3, Numbered)), Buttons(Many(4, Numbered)), 1009, "Invalid number of buttons: parameter 'interactive.action.buttons' must have 1 to 3, got 4"),
        ("buttons, fewest", Buttons($"[{Reply}]"), Buttons("[]"), 1009, "Invalid number of buttons: parameter 'interactive.action.buttons' must have 1 to 3, got 0"),
        ("type", Buttons($"[{Reply}]"), Buttons("""[{"type":"url","reply":{"id":"1","title":"Yes"}}]"""), 1009, "Parameter 'interactive.action.buttons[0].type' must be reply, got 'url'"),
        ("id", Buttons(Replies((Of(256), Of(1)))), Buttons(Replies((Of(257), Of(1)))), 1009, "Parameter 'interactive.action.buttons[0].reply.id' must have at most 256 characters, got 257"),
        ("id, empty", Buttons(Replies((Of(1), Of(1)))), Buttons(Replies((Of(0), Of(1)))), 1009, "Parameter 'interactive.action.buttons[0].reply.id' must have 1 to 256 characters, got 0"),
        ("id, blank at the end", Buttons(Replies(("\"a b\"", Of(1)))), Buttons(Replies(("\"a \"", Of(1)))), 1009, "Parameter 'interactive.action.buttons[0].reply.id' must not begin or end with a blank, got 'a '"),
        ("id, blank at the beginning", Buttons(Replies(("\"a b\"", Of(1)))), Buttons(Replies(("\"\\ta\"", Of(1)))), 1009, "Parameter 'interactive.action.buttons[0].reply.id' must not begin or end with a blank, got '\ta'"),
        ("id, unique", Buttons(Replies(("\"a\"", "\"Yes\""), ("\"A\"", "\"No\""))), Buttons(Replies(("\"a\"", "\"Yes\""), ("\"a\"", "\"No\""))), 1009, "Parameter 'interactive.action.buttons[1].reply.id' must be unique, got 'a' again"),
        ("title", Buttons(Many(3, number => Numbered(number, 20))), Buttons(Many(3, number => Numbered(number, number == 2 ? 21 : 20))), 1009, "Parameter 'interactive.action.buttons[2].reply.title' must have at most 20 characters, got 21"),
        ("title of emoji", Buttons(Replies((Of(1), Of(20, "😀")))), Buttons(Replies((Of(1), Of(21, "😀")))), 1009, "Parameter 'interactive.action.buttons[0].reply.title' must have at most 20 characters, got 21"),
        ("title, empty", Buttons(Replies((Of(1), Of(1)))), Buttons(Replies((Of(1), Of(0)))), 1009, "Parameter 'interactive.action.buttons[0].reply.title' must have 1 to 20 characters, got 0"),
        ("title, unique", Buttons(Replies(("\"a\"", "\"Yes\""), ("\"b\"", "\"yes\""))), Buttons(Replies(("\"a\"", "\"Yes\""), ("\"b\"", "\"Yes\""))), 1009, "Parameter 'interactive.action.buttons[1].reply.title' must be unique, got 'Yes' again"),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] List =
    [
        ("button", Interactive("list", $$$"""{"button":{{{Of(20)}}},"sections":[{"rows":{{{Rows(1)}}}}]}"""), Interactive("list", $$$"""{"button":{{{Of(21)}}},"sections":[{"rows":{{{Rows(1)}}}}]}"""), 1009, "Parameter 'interactive.action.button' must have at most 20 characters, got 21"),
        ("button, empty", Interactive("list", $$$"""{"button":{{{Of(1)}}},"sections":[{"rows":{{{Rows(1)}}}}]}"""), Interactive("list", $$$"""{"button":"","sections":[{"rows":{{{Rows(1)}}}}]}"""), 1009, "Parameter 'interactive.action.button' must have 1 to 20 characters, got 0"),
        ("sections, most", Sections(Many(10, Section)), Sections(Many(11, Section)), 2015, "Invalid number of sections: parameter 'interactive.action.sections' must have 1 to 10, got 11"),
        ("sections, fewest", Sections(Many(1, Section)), Sections("[]"), 2015, "Invalid number of sections: parameter 'interactive.action.sections' must have 1 to 10, got 0"),
        ("section title", Sections($$$"""[{"title":{{{Of(24)}}},"rows":{{{Rows(1)}}}}]"""), Sections($$$"""[{"title":{{{Of(25)}}},"rows":{{{Rows(1)}}}}]"""), 1009, "Parameter 'interactive.action.sections[0].title' must have at most 24 characters, got 25"),
        ("section title of several", Sections($$$"""[{"rows":{{{Rows(1)}}}}]"""), Sections($$$"""[{"title":"A","rows":{{{Rows(1)}}}},{"rows":{{{Rows(1)}}}}]"""), 1008, "Parameter 'interactive.action.sections[1].title' is absent: with 2 or more sections each needs a title, got 2"),
        ("rows, most in one section", Sections($$$"""[{"rows":{{{Rows(10)}}}}]"""), Sections($$$"""[{"rows":{{{Rows(11)}}}}]"""), 2016, "Invalid number of rows in all: parameter 'interactive.action.sections' must have 1 to 10, got 11"),
        ("rows, most in all", Sections($$$"""[{"title":"A","rows":{{{Rows(5)}}}},{"title":"B","rows":{{{Rows(5)}}}}]"""), Sections($$$"""[{"title":"A","rows":{{{Rows(5)}}}},{"title":"B","rows":{{{Rows(6)}}}}]"""), 2016, "Invalid number of rows in all: parameter 'interactive.action.sections' must have 1 to 10, got 11"),
        ("rows, fewest", Sections($$$"""[{"title":"A","rows":{{{Rows(1)}}}}]"""), Sections($$$"""[{"title":"A","rows":{{{Rows(1)}}}},{"title":"B","rows":[]}]"""), 2016, "Invalid number of rows: parameter 'interactive.action.sections[1].rows' must have 1 to 10, got 0"),
        ("row id", Row(id: Of(200)), Row(id: Of(201)), 1009, "Parameter 'interactive.action.sections[0].rows[0].id' must have at most 200 characters, got 201"),
        ("row id, empty", Row(id: Of(1)), Row(id: Of(0)), 1009, "Parameter 'interactive.action.sections[0].rows[0].id' must have 1 to 200 characters, got 0"),
        ("row title", Row(title: Of(24)), Row(title: Of(25)), 1009, "Parameter 'interactive.action.sections[0].rows[0].title' must have at most 24 characters, got 25"),
        ("row title, empty", Row(title: Of(1)), Row(title: Of(0)), 1009, "Parameter 'interactive.action.sections[0].rows[0].title' must have 1 to 24 characters, got 0"),
        ("row description", Row(description: Of(72)), Row(description: Of(73)), 1009, "Parameter 'interactive.action.sections[0].rows[0].description' must have at most 72 characters, got 73"),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] Product =
    [
        ("sections, most", Products(Many(10, Shelf)), Products(Many(11, Shelf)), 2015, "Invalid number of sections: parameter 'interactive.action.sections' must have 1 to 10, got 11"),
        ("sections, fewest", Products(Many(1, Shelf)), Products("[]"), 2015, "Invalid number of sections: parameter 'interactive.action.sections' must have 1 to 10, got 0"),
        ("products, most in one section", Products($"[{Shelf(0, 30)}]"), Products($"[{Shelf(0, 31)}]"), 2023, "Invalid number of products in all: parameter 'interactive.action.sections' must have 1 to 30, got 31"),
        ("products, most in all", Products($"[{Shelf(0, 29)},{Shelf(1, 1)}]"), Products($"[{Shelf(0, 29)},{Shelf(1, 2)}]"), 2023, "Invalid number of products in all: parameter 'interactive.action.sections' must have 1 to 30, got 31"),
        ("products, fewest", Products($"[{Shelf(0, 1)}]"), Products($"[{Shelf(0, 0)}]"), 2023, "Invalid number of products: parameter 'interactive.action.sections[0].product_items' must have 1 to 30, got 0"),
        ("section title", Products($$$"""[{"title":{{{Of(24)}}},"product_items":[{"product_retailer_id":"p"}]}]"""), Products($$$"""[{"title":{{{Of(25)}}},"product_items":[{"product_retailer_id":"p"}]}]"""), 1009, "Parameter 'interactive.action.sections[0].title' must have at most 24 characters, got 25"),
        ("product_retailer_id", Interactive("product", """{"catalog_id":"c","product_retailer_id":"p"}"""), Interactive("product", """{"catalog_id":"c","product_retailer_id":""}"""), 1009, "Parameter 'interactive.action.product_retailer_id' must have 1 to 512 characters, got 0"),
        ("catalog_id", Interactive("product", """{"catalog_id":"c","product_retailer_id":"p"}"""), Interactive("product", """{"catalog_id":"","product_retailer_id":"p"}"""), 1009, "Parameter 'interactive.action.catalog_id' must have 1 to 512 characters, got 0"),
    ];

    private static readonly (string Label, string Inside, string Outside, int Code, string Details)[] Templates =
    [
        ("name", Named(Of(512)), Named(Of(513)), 1009, "Parameter 'template.name' must have at most 512 characters, got 513"),
        ("name, empty", Named(Of(1)), Named(Of(0)), 1009, "Parameter 'template.name' must have 1 to 512 characters, got 0"),
        ("language.code", Language($$$"""{"code":{{{Of(32)}}}}"""), Language($$$"""{"code":{{{Of(33)}}}}"""), 1009, "Parameter 'template.language.code' must have at most 32 characters, got 33"),
        ("language.policy", Language("""{"code":"sw","policy":"fallback"}"""), Language("""{"code":"sw","policy":"best"}"""), 1009, "Parameter 'template.language.policy' must be deterministic, got 'best'"),
        ("component type", Template("""[{"type":"FOOTER"}]"""), Template("""[{"type":"buttons"}]"""), 1009, "Parameter 'template.components[0].type' must be one of header, body, button, footer, got 'buttons'"),
        ("buttons", Template(Many(10, TemplateButton)), Template(Many(11, number => TemplateButton(number % 10))), 1009, "Invalid number of buttons: parameter 'template.components' must have 0 to 10, got 11"),
        ("button index", Template($"[{TemplateButton(9)}]"), Template($"[{TemplateButton(10)}]"), 1009, "Parameter 'template.components[0].index' must be a whole number from 0 to 9, got '10'"),
        ("footer parameters", Template("""[{"type":"footer","parameters":[]}]"""), Template("""[{"type":"footer","parameters":[{"type":"text","text":"x"}]}]"""), 1010, "Parameter 'template.components[0].parameters' is not required: footers have no placeholders"),
        ("text", Parameter($$$"""{"type":"text","text":{{{Of(1024)}}}}"""), Parameter($$$"""{"type":"text","text":{{{Of(1025)}}}}"""), 2004, "Parameter 'template.components[0].parameters[0].text' must have at most 1024 characters, got 1025"),
        ("text, empty", Parameter("""{"type":"text","text":"x"}"""), Parameter("""{"type":"text","text":""}"""), 1009, "Parameter 'template.components[0].parameters[0].text' must have 1 to 1024 characters, got 0"),
        ("payload", Parameter($$$"""{"type":"payload","payload":{{{Of(1024)}}}}"""), Parameter($$$"""{"type":"payload","payload":{{{Of(1025)}}}}"""), 2004, "Parameter 'template.components[0].parameters[0].payload' must have at most 1024 characters, got 1025"),
        ("amount_1000", Amount("-20000000"), Amount("2.5"), 1009, "Parameter 'template.components[0].parameters[0].currency.amount_1000' must be a whole number, got '2.5'"),
        ("amount_1000, most", Amount("\"9223372036854775807\""), Amount("9223372036854775808"), 1009, "Parameter 'template.components[0].parameters[0].currency.amount_1000' must be a whole number, got '9223372036854775808'"),
        ("fallback_value", Parameter($$$"""{"type":"date_time","date_time":{"fallback_value":{{{Of(1024)}}}}}"""), Parameter($$$"""{"type":"date_time","date_time":{"fallback_value":{{{Of(1025)}}}}}"""), 2004, "Parameter 'template.components[0].parameters[0].date_time.fallback_value' must have at most 1024 characters, got 1025"),
        ("parameter type", Parameter("""{"type":"coupon_code","coupon_code":"X"}"""), Parameter("""{"type":"txt","text":"x"}"""), 1009, "Parameter 'template.components[0].parameters[0].type' must be one of text, currency, date_time, image, video, document, payload, or name another member, got 'txt'"),
        ("parameter image", Parameter("""{"type":"image","image":{"link":"https://a.example"}}"""), Parameter("""{"type":"image","image":{"link":"a.example"}}"""), 1009, "Parameter 'template.components[0].parameters[0].image.link' must be an http or https URL, got 'a.example'"),
        ("hsm, element_name", Hsm(Of(512), Of(1)), Hsm(Of(513), Of(1)), 1009, "Parameter 'hsm.element_name' must have at most 512 characters, got 513"),
        ("hsm, default", Hsm(Of(1), Of(1024)), Hsm(Of(1), Of(1025)), 2004, "Parameter 'hsm.localizable_params[0].default' must have at most 1024 characters, got 1025"),
    ];

    private static readonly TestCaseData[] All =
    [
        .. Envelope.Concat(Text).Concat(Media).Concat(Others).Concat(AllInteractive)
            .Concat(Button.Select(row => row with { Label = $"reply button, {row.Label}" }))
            .Concat(List.Select(row => row with { Label = $"list, {row.Label}" }))
            .Concat(Product.Select(row => row with { Label = $"product, {row.Label}" }))
            .Concat(Templates.Select(row => row with { Label = $"template, {row.Label}" }))
            .Select(row => new TestCaseData(row.Inside, row.Outside, row.Code, row.Details).SetArgDisplayNames(row.Label)),
    ];

    private static string Card => """{"name":{"formatted_name":"Asha","first_name":"Asha"}}""";

    [TestCaseSource(nameof(All))]
    public void Just_inside_is_accepted_and_just_outside_is_refused(string inside, string outside, int code, string details)
    {
        Assert.That(() => Passed(inside), Throws.Nothing);
        Assert.That(Refused(outside), Is.EqualTo((code, details)));
    }

    private static string To(string digits) => $$$"""{"to":"{{{digits}}}","text":{"body":"b"}}""";

    private static string Group(int length) => $$$"""{"to":{{{Of(length)}}},"recipient_type":"group","text":{"body":"b"}}""";

    private static string Context(string id) => Message("text", """{"body":"b"}""", $$$""","context":{"message_id":{{{id}}}}""");

    private static string Body(string text) => Message("text", $$$"""{"body":{{{text}}}}""");

    private static string Place(string latitude, string longitude) =>
        Message("location", $$$"""{"latitude":{{{latitude}}},"longitude":{{{longitude}}}}""");

    private static string Birthday(string date) =>
        Message("contacts", $$$"""[{"name":{"formatted_name":"Asha"},"birthday":"{{{date}}}"}]""");

    private static string Reaction(string emoji) => Message("reaction", $$$"""{"message_id":"ABGG1","emoji":"{{{emoji}}}"}""");

    private static string Kind(string kind, string body = "\"b\"", string footer = "\"f\"", string header = "\"h\"") => Interactive(
        kind,
        ActionOf(kind),
        (kind == "product" ? "" : $$$""","header":{"type":"text","text":{{{header}}}}""")
            + $$$""","body":{"text":{{{body}}}},"footer":{"text":{{{footer}}}}""");

    private static string Newer(string part, string text) => Interactive("flow", "{}", $$$""","{{{part}}}":{"text":{{{text}}}}""");

    private static string Header(string kind, string header) =>
        Interactive(kind, ActionOf(kind), $$$""","header":{{{header}}},"body":{"text":"b"}""");

    private static string ActionOf(string kind) => kind switch
    {
        "button" => $$$"""{"buttons":[{{{Reply}}}]}""",
        "list" => $$$"""{"button":"Menu","sections":[{"rows":{{{Rows(1)}}}}]}""",
        "product" => """{"catalog_id":"c","product_retailer_id":"p"}""",
        _ => $$$"""{"catalog_id":"c","sections":[{{{Shelf(0)}}}]}""",
    };

    private static string Numbered(int number) => Numbered(number, 1);

    private static string Numbered(int number, int length) =>
        $$$"""{"type":"reply","reply":{"id":"{{{number}}}","title":"{{{new string((char)('a' + number), length)}}}"}}""";

    private static string Replies(params (string Id, string Title)[] replies) =>
        $"[{string.Join(',', replies.Select(reply => $$$"""{"type":"reply","reply":{"id":{{{reply.Id}}},"title":{{{reply.Title}}}}}"""))}]";

    private static string Rows(int count) => Many(count, number => $$$"""{"id":"{{{number}}}","title":"t"}""");

    private static string Row(string id = "\"i\"", string title = "\"t\"", string description = "\"d\"") =>
        Sections($$$"""[{"rows":[{"id":{{{id}}},"title":{{{title}}},"description":{{{description}}}}]}]""");

    private static string Section(int number) => $$$"""{"title":"{{{number}}}","rows":[{"id":"{{{number}}}","title":"t"}]}""";

    private static string Shelf(int number) => Shelf(number, 1);

    private static string Shelf(int number, int products) =>
        $$$"""{"title":"{{{number}}}","product_items":{{{Many(products, Item)}}}}""";

    private static string Item(int number) => $$$"""{"product_retailer_id":"{{{number}}}"}""";

    private static string Named(string name) => Message("template", $$$"""{"name":{{{name}}},"language":{"code":"sw"}}""");

    private static string Language(string language) => Message("template", $$$"""{"name":"n","language":{{{language}}}}""");

    private static string TemplateButton(int index) => $$$"""{"type":"button","sub_type":"url","index":"{{{index}}}"}""";

    private static string Amount(string amount) =>
        Parameter($$$"""{"type":"currency","currency":{"fallback_value":"f","code":"TZS","amount_1000":{{{amount}}}}}""");

    private static string Hsm(string name, string text) =>
        Message("hsm", $$$"""{"element_name":{{{name}}},"language":{"code":"sw"},"localizable_params":[{"default":{{{text}}}}]}""");
}
