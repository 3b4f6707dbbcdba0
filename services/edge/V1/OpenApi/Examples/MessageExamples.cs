namespace Tujenge.Edge.V1.OpenApi.Examples;

/// <summary>Bodies of <c>POST /v1/messages</c>, of each type.</summary>
internal static class MessageExamples
{
    public static IReadOnlyList<V1Example> All { get; } =
    [
        new("text", "A text", """
            { "to": "255712000111", "type": "text", "text": { "body": "Your order is ready." } }
            """),
        new("text-with-preview", "A text with the preview of a link, as an answer to a message", """
            {
              "recipient_type": "individual", "to": "+255 712 000 111", "type": "text", "preview_url": true,
              "context": { "message_id": "gBGGFlA5FpafAgkOuJbRq54qwbM" },
              "text": { "body": "See https://shop.example/orders/7" }
            }
            """),
        new("text-to-a-group", "A text to a group", """
            { "recipient_type": "group", "to": "255712000111-1600000000", "type": "text", "text": { "body": "We open at eight." } }
            """),
        new("image", "An image by link", """
            {
              "to": "255712000111", "type": "image",
              "image": { "link": "https://files.example/shoes.jpg", "caption": "The red ones" }
            }
            """),
        new("image-by-id", "An image that was uploaded", """
            { "to": "255712000111", "type": "image", "image": { "id": "4490709327384033" } }
            """),
        new("audio", "A sound", """
            { "to": "255712000111", "type": "audio", "audio": { "link": "https://files.example/note.ogg" } }
            """),
        new("video", "A video", """
            { "to": "255712000111", "type": "video", "video": { "link": "https://files.example/shop.mp4", "caption": "Our shop" } }
            """),
        new("document", "A document", """
            {
              "to": "255712000111", "type": "document",
              "document": { "link": "https://files.example/7.pdf", "caption": "Your invoice", "filename": "invoice-7.pdf" }
            }
            """),
        new("sticker", "A sticker", """
            { "to": "255712000111", "type": "sticker", "sticker": { "link": "https://files.example/thanks.webp" } }
            """),
        new("location", "A place", """
            {
              "to": "255712000111", "type": "location",
              "location": { "latitude": -6.7924, "longitude": 39.2083, "name": "Our shop", "address": "Samora Avenue, Dar es Salaam" }
            }
            """),
        new("contacts", "A contact card", """
            {
              "to": "255712000111", "type": "contacts",
              "contacts": [
                {
                  "name": { "formatted_name": "Asha Juma", "first_name": "Asha", "last_name": "Juma" },
                  "birthday": "1990-12-31",
                  "phones": [{ "phone": "+255 712 000 222", "type": "WORK", "wa_id": "255712000222" }],
                  "emails": [{ "email": "asha@shop.example", "type": "WORK" }],
                  "addresses": [{ "street": "Samora Avenue 1", "city": "Dar es Salaam", "country": "Tanzania", "country_code": "TZ", "type": "WORK" }],
                  "urls": [{ "url": "https://shop.example", "type": "WORK" }],
                  "org": { "company": "Shoes Ltd", "department": "Sales", "title": "Manager" }
                }
              ]
            }
            """),
        new("reaction", "An emoji put to a message", """
            { "to": "255712000111", "type": "reaction", "reaction": { "message_id": "gBGGFlA5FpafAgkOuJbRq54qwbM", "emoji": "👍" } }
            """),
        new("template", "A template", """
            {
              "to": "255712000111", "type": "template",
              "template": {
                "namespace": "c8ae5f90_307a_ca4c_b8f6_d1e2a2573574", "name": "order_ready",
                "language": { "policy": "deterministic", "code": "en" },
                "components": [
                  { "type": "header", "parameters": [{ "type": "image", "image": { "link": "https://files.example/shoes.jpg" } }] },
                  {
                    "type": "body",
                    "parameters": [
                      { "type": "text", "text": "Asha" },
                      { "type": "currency", "currency": { "fallback_value": "TSh 20,000", "code": "TZS", "amount_1000": 20000000 } },
                      { "type": "date_time", "date_time": { "fallback_value": "25 February" } }
                    ]
                  },
                  { "type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [{ "type": "payload", "payload": "order-7" }] },
                  { "type": "button", "sub_type": "url", "index": "1", "parameters": [{ "type": "text", "text": "orders/7" }] }
                ]
              }
            }
            """),
        new("hsm", "A template, as clients called it before", """
            {
              "to": "255712000111", "type": "hsm",
              "hsm": {
                "namespace": "c8ae5f90_307a_ca4c_b8f6_d1e2a2573574", "element_name": "order_ready",
                "language": { "policy": "deterministic", "code": "en" },
                "localizable_params": [
                  { "default": "Asha" },
                  { "default": "TSh 20,000", "currency": { "currency_code": "TZS", "amount_1000": 20000000 } },
                  { "default": "25 February", "date_time": { "component": { "day_of_month": 25, "month": 2 } } }
                ]
              }
            }
            """),
        .. InteractiveExamples.All,
    ];
}
