using Tujenge.Unit.Tests.Contracts;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>A message of each type and kind with every field that v1 describes, and which of the fields must be there.</summary>
internal static class FullMessages
{
    public static readonly FullMessage[] All =
    [
        new("text", "text", """{"body":"See https://shop.example","preview_url":true}""", "body"),
        new("image", "image", """{"link":"https://files.example/p.jpg","caption":"c","provider":{"name":"p"}}"""),
        new("image by id", "image", """{"id":"36c484d1","caption":"c"}"""),
        new("audio", "audio", """{"link":"http://files.example/p.ogg","provider":{"name":"p"}}"""),
        new("video", "video", """{"link":"https://files.example/p.mp4","caption":"c","provider":{"name":"p"}}"""),
        new("document", "document", """{"link":"https://files.example/p.pdf","caption":"c","filename":"f.pdf","provider":{"name":"p"}}"""),
        new("sticker", "sticker", """{"link":"https://files.example/p.webp","provider":{"name":"p"}}"""),
        new("location", "location", """{"latitude":-6.79,"longitude":39.2,"name":"n","address":"a"}""", "latitude", "longitude"),
        new(
            "contacts",
            "contacts",
            """
            [{"name":{"formatted_name":"Dr. Asha M. Juma Jr.","first_name":"Asha","last_name":"Juma","middle_name":"M.","prefix":"Dr.","suffix":"Jr."},
            "birthday":"1990-12-31","phones":[{"phone":"+255 712 000 111","type":"CELL","wa_id":"255712000111"}],
            "emails":[{"email":"asha@shop.example","type":"WORK"}],
            "addresses":[{"street":"s","city":"c","state":"st","zip":"1","country":"Tanzania","country_code":"TZ","type":"HOME"}],
            "urls":[{"url":"https://shop.example","type":"WORK"}],"org":{"company":"c","department":"d","title":"t"},
            "ims":[{"service":"AIM","user_id":"asha"}]}]
            """,
            "[0].name",
            "[0].name.formatted_name"),
        new("reaction", "reaction", """{"message_id":"ABGG1","emoji":"👍"}""", "message_id", "emoji"),
        new(
            "template",
            "template",
            """
            {"namespace":"ns","name":"order_ready","language":{"policy":"deterministic","code":"sw"},"components":[
            {"type":"header","parameters":[{"type":"document","document":{"link":"https://files.example/p.pdf","filename":"f.pdf","provider":{"name":"p"}}}]},
            {"type":"body","parameters":[{"type":"text","text":"Asha"},
            {"type":"currency","currency":{"fallback_value":"TSh 20,000","code":"TZS","amount_1000":20000000}},
            {"type":"date_time","date_time":{"fallback_value":"25 Feb"}}]},
            {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"A"}]}]}
            """,
            "name",
            "language",
            "language.code",
            "components[0].type",
            "components[0].parameters[0].type",
            "components[0].parameters[0].document",
            "components[1].type",
            "components[1].parameters[0].type",
            "components[1].parameters[0].text",
            "components[1].parameters[1].type",
            "components[1].parameters[1].currency",
            "components[1].parameters[1].currency.fallback_value",
            "components[1].parameters[1].currency.code",
            "components[1].parameters[1].currency.amount_1000",
            "components[1].parameters[2].type",
            "components[1].parameters[2].date_time",
            "components[1].parameters[2].date_time.fallback_value",
            "components[2].type",
            "components[2].sub_type",
            "components[2].index",
            "components[2].parameters[0].type",
            "components[2].parameters[0].payload"),
        new(
            "hsm",
            "hsm",
            """
            {"namespace":"ns","element_name":"order_ready","language":{"policy":"deterministic","code":"sw"},"localizable_params":[
            {"default":"Asha"},{"default":"TSh 20,000","currency":{"currency_code":"TZS","amount_1000":20000000}},
            {"default":"25 Feb","date_time":{"component":{"day_of_month":25}}}]}
            """,
            "element_name",
            "language",
            "language.code",
            "localizable_params[0].default",
            "localizable_params[1].default",
            "localizable_params[1].currency.currency_code",
            "localizable_params[1].currency.amount_1000",
            "localizable_params[2].default"),
        new(
            "buttons",
            "interactive",
            """
            {"type":"button","header":{"type":"image","image":{"link":"https://files.example/p.jpg","provider":{"name":"p"}}},"body":{"text":"b"},
            "footer":{"text":"f"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Yes"}},{"type":"reply","reply":{"id":"2","title":"No"}}]}}
            """,
            "type",
            "header.type",
            "header.image",
            "body",
            "body.text",
            "action",
            "action.buttons",
            "action.buttons[0].reply",
            "action.buttons[0].reply.id",
            "action.buttons[0].reply.title",
            "action.buttons[1].reply",
            "action.buttons[1].reply.id",
            "action.buttons[1].reply.title"),
        new(
            "list",
            "interactive",
            """
            {"type":"list","header":{"type":"text","text":"h"},"body":{"text":"b"},"footer":{"text":"f"},"action":{"button":"Menu","sections":[
            {"title":"A","rows":[{"id":"1","title":"One","description":"d"}]},{"title":"B","rows":[{"id":"2","title":"Two"}]}]}}
            """,
            "type",
            "header.type",
            "header.text",
            "body",
            "body.text",
            "action",
            "action.button",
            "action.sections",
            "action.sections[0].title",
            "action.sections[0].rows",
            "action.sections[0].rows[0].id",
            "action.sections[0].rows[0].title",
            "action.sections[1].title",
            "action.sections[1].rows",
            "action.sections[1].rows[0].id",
            "action.sections[1].rows[0].title"),
        new(
            "product",
            "interactive",
            """{"type":"product","body":{"text":"b"},"footer":{"text":"f"},"action":{"catalog_id":"c","product_retailer_id":"p"}}""",
            "type",
            "action",
            "action.catalog_id",
            "action.product_retailer_id"),
        new(
            "products",
            "interactive",
            """
            {"type":"product_list","header":{"type":"text","text":"h"},"body":{"text":"b"},"footer":{"text":"f"},"action":{"catalog_id":"c","sections":[
            {"title":"A","product_items":[{"product_retailer_id":"p"}]},{"title":"B","product_items":[{"product_retailer_id":"q"}]}]}}
            """,
            "type",
            "header",
            "header.type",
            "header.text",
            "body",
            "body.text",
            "action",
            "action.catalog_id",
            "action.sections",
            "action.sections[0].title",
            "action.sections[0].product_items",
            "action.sections[0].product_items[0].product_retailer_id",
            "action.sections[1].title",
            "action.sections[1].product_items",
            "action.sections[1].product_items[0].product_retailer_id"),
    ];
}

/// <summary>A message with every field.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Type">Its type.</param>
/// <param name="Contents">What it has under the name of its type.</param>
/// <param name="Required">Paths in there that must be there.</param>
internal sealed record FullMessage(string Label, string Type, string Contents, params string[] Required)
{
    public string Json => Posted.Message(Type, OneLine.Of(Contents));

    public override string ToString() => Label;

    /// <summary>The name of a field as errors have it.</summary>
    public string PathOf(string path) => path.Length == 0 ? Type : path.StartsWith('[') ? Type + path : $"{Type}.{path}";
}
