using System.Text.Json;
using Tujenge.Infra.Directory;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>Callbacks as WhatsApp writes them.</summary>
internal static class CloudBodies
{
    public const string Customer = "255712000111";

    /// <summary>A callback with one text of a customer.</summary>
    public static string Message(Channel channel, string id, string text, string from = Customer, long at = 1_718_000_000) =>
        Of(Entry(channel, Messages(Text(id, text, from, at))));

    /// <summary>A callback with one status.</summary>
    public static string Status(Channel channel, string id, string status, string? ours = null, long at = 1_718_000_000) =>
        Of(Entry(channel, Statuses(StatusOf(id, status, ours, at))));

    public static string Of(params string[] entries) =>
        $$"""{"object":"whatsapp_business_account","entry":[{{string.Join(',', entries)}}]}""";

    /// <summary>An entry with one change for the channel's number.</summary>
    public static string Entry(Channel channel, params string[] parts) => Entry(Change(channel, parts));

    public static string Entry(params string[] changes) => $$"""{"id":"1","changes":[{{string.Join(',', changes)}}]}""";

    public static string Change(Channel channel, params string[] parts) =>
        $$$"""
        {"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":
         "{{{channel.PhoneNumber}}}","phone_number_id":"{{{channel.PhoneNumberId}}}"},{{{string.Join(',', parts)}}} } }
        """;

    public static string Messages(params string[] messages) => $"\"messages\":[{string.Join(',', messages)}]";

    public static string Statuses(params string[] statuses) => $"\"statuses\":[{string.Join(',', statuses)}]";

    public static string Text(string id, string text, string from = Customer, long at = 1_718_000_000) =>
        $$$"""
        {"from":"{{{from}}}","id":"{{{id}}}","timestamp":"{{{at}}}","type":"text","text":{"body":{{{JsonSerializer.Serialize(text)}}} } }
        """;

    public static string StatusOf(string id, string status, string? ours = null, long at = 1_718_000_000)
    {
        var opaque = ours is null ? "" : $",\"biz_opaque_callback_data\":\"{ours}\"";
        return $$"""
            {"id":"{{id}}","status":"{{status}}","timestamp":"{{at}}","recipient_id":"{{Customer}}"{{opaque}} }
            """;
    }
}
