namespace Tujenge.Edge.V1.OpenApi.Examples;

/// <summary>Answers of requests that were right.</summary>
internal static class Answered
{
    public static V1Example Accepted { get; } = new("accepted", "The message is queued", """
        {
          "contacts": [{ "input": "+255 712 000 111", "wa_id": "255712000111" }],
          "messages": [{ "id": "gBEG0190A5D27C117E2A9F003B5A5D1C2E4F" }],
          "meta": { "api_status": "stable", "version": "2.53.1", "forecast": { "leaves_timestamp": "1700000000", "window": "unknown" } }
        }
        """);

    public static V1Example DryRun { get; } = new("dry-run", "Nothing was sent, and this would not arrive", """
        {
          "contacts": [{ "input": "+255 712 000 111", "wa_id": "255712000111" }],
          "messages": [],
          "meta": {
            "api_status": "stable", "version": "2.53.1", "dry_run": true,
            "forecast": {
              "ahead": 0, "window": "closed", "window_ends_timestamp": "1700000000",
              "errors": [{ "code": 470, "title": "Re-engagement message" }]
            }
          }
        }
        """);

    public static V1Example Logged { get; } = new("delivered", "It has arrived", """
        {
          "messages": [
            {
              "id": "gBEG0190A5D27C117E2A9F003B5A5D1C2E4F", "upstream_id": "wamid.HBgMMjU1NzEyMDAwMTExFQIAERgS",
              "recipient_id": "255712000111", "type": "text", "status": "delivered", "timestamp": "1700000000", "attempts": 1,
              "statuses": [
                { "status": "accepted", "timestamp": "1700000000" }, { "status": "sending", "timestamp": "1700000000" },
                { "status": "sent", "timestamp": "1700000001", "received_timestamp": "1700000001" },
                { "status": "delivered", "timestamp": "1700000003", "received_timestamp": "1700000004" }
              ]
            }
          ],
          "meta": { "api_status": "stable", "version": "2.53.1" }
        }
        """);

    public static V1Example Done { get; } = new("done", "Done", """{ "meta": { "api_status": "stable", "version": "2.53.1" } }""");

    public static V1Example Checked { get; } = new("checked", "One of each", """
        {
          "contacts": [
            { "input": "+255 712 000 111", "status": "valid", "wa_id": "255712000111" },
            { "input": "12345", "status": "invalid" },
            { "input": "Asha", "status": "failed" }
          ],
          "meta": { "api_status": "stable", "version": "2.53.1" }
        }
        """);

    public static V1Example Uploaded { get; } = new("uploaded", "The id to send it with", """
        { "media": [{ "id": "4490709327384033" }], "meta": { "api_status": "stable", "version": "2.53.1" } }
        """);

    public static V1Example Webhook { get; } = new("set", "What is set", """
        { "url": "https://shop.example/whatsapp", "headers": { "Authorization": "Bearer abc" } }
        """);

    public static V1Example NoWebhook { get; } = new("none", "Nothing is set", """{ "url": null, "headers": {} }""");

    public static V1Example Number { get; } = new("number", "The key's number", """{ "phone_number": "255754000000" }""");

    public static V1Example Templates { get; } = new("templates", "One template", """
        {
          "count": 1, "filters": {}, "limit": 1000, "offset": 0, "sort": ["business_templates.name"], "total": 1,
          "waba_templates": [
            {
              "id": "594425479261596", "name": "order_ready", "language": "en", "namespace": "c8ae5f90_307a_ca4c_b8f6_d1e2a2573574",
              "category": "UTILITY", "status": "approved", "rejected_reason": "NONE",
              "components": [{ "type": "BODY", "text": "Hello {{1}}, your order is ready." }], "waba_account_id": "200000000000001"
            }
          ]
        }
        """);

    public static V1Example NewTemplate { get; } = new("submitted", "WhatsApp decides later", """
        {
          "id": "594425479261596", "name": "order_on_its_way", "language": "en", "category": "UTILITY", "status": "pending",
          "rejected_reason": null, "components": [{ "type": "BODY", "text": "Your order is on its way." }],
          "waba_account_id": "200000000000001"
        }
        """);

    public static V1Example BusinessProfile { get; } = new("profile", "All of it", """
        {
          "settings": {
            "business": {
              "profile": {
                "address": "Samora Avenue 1, Dar es Salaam", "description": "Shoes for all", "email": "shop@shop.example",
                "vertical": "RETAIL", "websites": ["https://shop.example"]
              }
            }
          },
          "meta": { "api_status": "stable", "version": "2.53.1" }
        }
        """);

    public static V1Example About { get; } = new("about", "The line", """
        { "settings": { "profile": { "about": { "text": "Open from 8 to 18" } } }, "meta": { "api_status": "stable", "version": "2.53.1" } }
        """);

    public static V1Example PhotoLink { get; } = new("link", "With format=link", """
        {
          "settings": { "profile": { "photo": { "link": "https://pps.whatsapp.net/v/1.jpg" } } },
          "meta": { "api_status": "stable", "version": "2.53.1" }
        }
        """);
}
