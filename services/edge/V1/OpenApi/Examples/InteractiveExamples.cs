namespace Tujenge.Edge.V1.OpenApi.Examples;

/// <summary>Bodies of <c>POST /v1/messages</c> with something to choose.</summary>
internal static class InteractiveExamples
{
    public static IReadOnlyList<V1Example> All { get; } =
    [
        new("interactive-button", "Up to three buttons", """
            {
              "to": "255712000111", "type": "interactive",
              "interactive": {
                "type": "button",
                "header": { "type": "image", "image": { "link": "https://files.example/shoes.jpg" } },
                "body": { "text": "Shall we deliver today?" },
                "footer": { "text": "Until 18:00" },
                "action": {
                  "buttons": [
                    { "type": "reply", "reply": { "id": "yes", "title": "Yes" } },
                    { "type": "reply", "reply": { "id": "no", "title": "No" } }
                  ]
                }
              }
            }
            """),
        new("interactive-list", "A list to choose from", """
            {
              "to": "255712000111", "type": "interactive",
              "interactive": {
                "type": "list",
                "header": { "type": "text", "text": "Delivery" },
                "body": { "text": "When shall we come?" },
                "footer": { "text": "Free of charge" },
                "action": {
                  "button": "Choose",
                  "sections": [
                    { "title": "Today", "rows": [{ "id": "today-1", "title": "Morning", "description": "8 to 12" }, { "id": "today-2", "title": "Afternoon" }] },
                    { "title": "Tomorrow", "rows": [{ "id": "tomorrow-1", "title": "Morning" }] }
                  ]
                }
              }
            }
            """),
        new("interactive-product", "A product of a catalog", """
            {
              "to": "255712000111", "type": "interactive",
              "interactive": {
                "type": "product",
                "body": { "text": "They are here again." },
                "action": { "catalog_id": "367025965434465", "product_retailer_id": "shoes-red" }
              }
            }
            """),
        new("interactive-product-list", "Products of a catalog", """
            {
              "to": "255712000111", "type": "interactive",
              "interactive": {
                "type": "product_list",
                "header": { "type": "text", "text": "New shoes" },
                "body": { "text": "Have a look." },
                "action": {
                  "catalog_id": "367025965434465",
                  "sections": [
                    { "title": "Red", "product_items": [{ "product_retailer_id": "shoes-red" }] },
                    { "title": "Blue", "product_items": [{ "product_retailer_id": "shoes-blue" }] }
                  ]
                }
              }
            }
            """),
        new("interactive-of-the-cloud-api", "A kind that only the Cloud API has, passed on as it is", """
            {
              "to": "255712000111", "type": "interactive",
              "interactive": {
                "type": "cta_url",
                "body": { "text": "Track your order." },
                "action": { "name": "cta_url", "parameters": { "display_text": "Track", "url": "https://shop.example/orders/7" } }
              }
            }
            """),
    ];
}
