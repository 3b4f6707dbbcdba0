using System.Text.Json.Nodes;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Phones.Messages;

namespace Tujenge.Simulator.Callbacks;

/// <summary>Puts v1's words into the form in which the Cloud API tells the same (cloud-api-mapping, section 4).</summary>
internal static class CloudForm
{
    /// <summary>What the sender may send along, and gets back with statuses.</summary>
    public const string Opaque = "biz_opaque_callback_data";

    /// <summary>Changes a message, and its sender's contact where the Cloud API tells something there.</summary>
    public static void OfMessage(JsonObject message, JsonObject contact)
    {
        switch (message.Text("type"))
        {
            case "voice":
                message["type"] = "audio";
                Rename(message, "voice", "audio");
                Set(message["audio"], "voice", true);
                break;

            case "audio":
                Set(message["audio"], "voice", false);
                break;

            case "unknown":
                message["type"] = "unsupported";
                Rename(message, "unknown", "unsupported");
                break;
        }

        foreach (var type in MessageTypes.Media)
        {
            OfMedia(message, type);
        }

        OfSystem(message["system"] as JsonObject);
        OfReferral(message["referral"] as JsonObject);
        if (message["reaction"] is JsonObject reaction && reaction.Text("emoji") is "")
        {
            reaction.Remove("emoji");
        }

        // Whose key has changed is told with the contact.
        if (message["identity"] is JsonObject identity)
        {
            message.Remove("identity");
            contact["identity_key_hash"] = identity["hash"]?.DeepClone();
        }

        if (message.Text("type") is "unsupported" or "ephemeral")
        {
            message["errors"] ??= new JsonArray(Error(131051, "Message type unknown", "Message type is currently not supported."));
        }

        OfErrors(message);
    }

    /// <summary>Changes a status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="opaque">The sender's <c>biz_opaque_callback_data</c>, which comes back.</param>
    public static void OfStatus(JsonObject status, string? opaque)
    {
        if (status["conversation"] is JsonObject conversation && conversation["expiration_timestamp"] is JsonValue end)
        {
            conversation["expiration_timestamp"] = $"{end}";
        }

        if (status.ContainsKey("group_id"))
        {
            status["recipient_type"] = "group";
        }

        OfErrors(status);
        if (opaque is not null)
        {
            status[Opaque] = opaque;
        }
    }

    /// <summary>Changes the <c>errors</c> of a message, of a status, or beside both.</summary>
    public static void OfErrors(JsonObject parent)
    {
        foreach (var error in (parent["errors"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (error.ContainsKey("details"))
            {
                var details = error["details"]?.DeepClone();
                error.Remove("details");
                error["error_data"] = new JsonObject { ["details"] = details };
            }

            error["message"] ??= error["title"]?.DeepClone();
        }
    }

    private static void OfMedia(JsonObject message, string type)
    {
        if (message[type] is not JsonObject media)
        {
            return;
        }

        if (media.Text("status") == "undownloaded")
        {
            message.Remove(type);
            message["errors"] ??= new JsonArray(Error(131052, "Media download error", "The file could not be downloaded."));
            return;
        }

        media.Remove("metadata"); // Of sticker packs, which the Cloud API does not know.
        if (media.Text("sha256") is { Length: 64 } hash && hash.All(char.IsAsciiHexDigit))
        {
            media["sha256"] = Convert.ToBase64String(Convert.FromHexString(hash));
        }

        if (media.Text("id") is { } id)
        {
            media["url"] = $"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid={id}";
        }

        if (type == "sticker")
        {
            media["animated"] ??= false;
        }
    }

    private static void OfSystem(JsonObject? system)
    {
        switch (system.Text("type"))
        {
            case "customer_changed_number":
                system!["type"] = "user_changed_number";
                system.Remove("wa_id");
                Rename(system, "new_wa_id", "wa_id");
                break;

            case "customer_identity_changed":
                system!["type"] = "user_identity_changed";
                break;
        }
    }

    /// <summary>An address instead of a file.</summary>
    private static void OfReferral(JsonObject? referral)
    {
        foreach (var type in new[] { "image", "video" })
        {
            if (referral?[type] is JsonObject)
            {
                referral.Remove(type);
                referral["media_type"] = type;
                referral[$"{type}_url"] = $"https://scontent.example/{type}";
            }
        }
    }

    private static JsonObject Error(int code, string title, string details) =>
        new() { ["code"] = code, ["title"] = title, ["details"] = details };

    private static void Rename(JsonObject parent, string from, string to)
    {
        if (parent.Remove(from, out var member))
        {
            parent[to] = member;
        }
    }

    private static void Set(JsonNode? parent, string name, bool value)
    {
        if (parent is JsonObject media)
        {
            media[name] = value;
        }
    }
}
