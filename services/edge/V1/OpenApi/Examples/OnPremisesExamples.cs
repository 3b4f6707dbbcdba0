namespace Tujenge.Edge.V1.OpenApi.Examples;

/// <summary>Bodies and answers of the calls that only v1 servers have something behind.</summary>
internal static class OnPremisesExamples
{
    public static IReadOnlyList<V1Example> Subject { get; } = [new("subject", "A name", """{ "subject": "Shoes for Asha" }""")];

    public static IReadOnlyList<V1Example> Members { get; } = [new("members", "One member", """{ "wa_ids": ["255712000111"] }""")];

    public static IReadOnlyList<V1Example> Pack { get; } =
    [
        new("pack", "A pack", """
            {
              "name": "Shoes", "publisher": "Shoes Ltd", "ios_app_store_link": "https://apps.apple.com/app/id1",
              "android_app_store_link": "https://play.google.com/store/apps/details?id=1"
            }
            """),
    ];

    public static IReadOnlyList<V1Example> Sticker { get; } =
    [
        new("sticker", "A sticker", """{ "image_data_id": "8b1e6213-3003-4577-83d3-2d2b77eab795", "emojis": ["👟"] }"""),
    ];

    public static IReadOnlyList<V1Example> IdentityHash { get; } = [new("hash", "The new key is the contact's", """{ "hash": "DF2lS5v2W6x=" }""")];

    public static V1Example Groups { get; } = new("groups", "One group", """
        { "groups": [{ "id": "255754000000-1530825318", "creation_time": 1530825318 }] }
        """);

    public static V1Example Group { get; } = new("group", "Its members", """
        {
          "groups": [
            {
              "admins": ["255754000000"], "creation_time": 1530825318, "creator": "255754000000",
              "participants": ["255754000000", "255712000111"], "subject": "Shoes for Asha"
            }
          ]
        }
        """);

    public static V1Example Invite { get; } = new("invite", "The link", """{ "groups": [{ "link": "https://chat.whatsapp.com/abc" }] }""");

    public static V1Example Identity { get; } = new("identity", "A key that nobody has acknowledged", """
        { "identity": { "hash": "DF2lS5v2W6x=", "created_timestamp": 1530825318000, "acknowledged": false } }
        """);
}
