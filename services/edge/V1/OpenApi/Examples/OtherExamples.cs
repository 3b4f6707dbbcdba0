namespace Tujenge.Edge.V1.OpenApi.Examples;

/// <summary>Bodies of the other calls.</summary>
internal static class OtherExamples
{
    public static IReadOnlyList<V1Example> ReadMark { get; } = [new("read", "The message was read", """{ "status": "read" }""")];

    public static IReadOnlyList<V1Example> ContactsCheck { get; } =
    [
        new("check", "Two numbers", """
            { "blocking": "wait", "contacts": ["+255 712 000 111", "12345"], "force_check": true }
            """),
    ];

    public static IReadOnlyList<V1Example> Webhook { get; } =
    [
        new("address", "Only an address", """{ "url": "https://shop.example/whatsapp" }"""),
        new("address-and-headers", "With headers that every callback shall carry", """
            { "url": "https://shop.example/whatsapp", "headers": { "Authorization": "Bearer abc" } }
            """),
    ];

    public static IReadOnlyList<V1Example> Template { get; } =
    [
        new("template", "A template with all of its parts", """
            {
              "name": "order_on_its_way", "language": "en", "category": "UTILITY",
              "components": [
                { "type": "HEADER", "format": "TEXT", "text": "Your order" },
                { "type": "BODY", "text": "Hello {{1}}, order {{2}} is on its way.", "example": { "body_text": [["Asha", "7"]] } },
                { "type": "FOOTER", "text": "Shoes Ltd" },
                { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Thanks" }] }
              ]
            }
            """),
    ];

    public static IReadOnlyList<V1Example> BusinessProfile { get; } =
    [
        new("profile", "All of it", """
            {
              "address": "Samora Avenue 1, Dar es Salaam", "description": "Shoes for all", "email": "shop@shop.example",
              "vertical": "Shopping & Retail", "websites": ["https://shop.example"]
            }
            """),
        new("part", "One field; the others stay", """{ "description": "Shoes and socks for all" }"""),
    ];

    public static IReadOnlyList<V1Example> About { get; } = [new("about", "A line", """{ "text": "Open from 8 to 18" }""")];
}
