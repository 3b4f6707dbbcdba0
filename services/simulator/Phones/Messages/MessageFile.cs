using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Phones.Messages;

/// <summary>The file of a message: it is there to be fetched, in either API, by the number that was written to.</summary>
internal static class MessageFile
{
    /// <summary>Where the control API takes a file's bytes, in Base64.</summary>
    private const string Bytes = "data";

    /// <summary>What is wrong with the bytes that came along; null when nothing is.</summary>
    public static string? FindProblem(JsonObject? media) =>
        media?[Bytes] is null || (media.Text(Bytes) is { } text && Convert.TryFromBase64String(text, new byte[text.Length], out _))
            ? null
            : $"{Bytes} must be the file in Base64; leave it out for a small file of the right kind.";

    /// <summary>Stores the files of a message and fills in what tells of them. What names a file already, or has failed, has none.</summary>
    public static void Store(World world, BusinessNumber number, string messageId, NewMessage message)
    {
        if (MessageTypes.Media.Contains(message.Type))
        {
            Store(message.Members[message.Type] as JsonObject, message.Type);
        }

        // The Cloud API tells an address instead.
        if (number.Login is not null && message.Members["referral"] is JsonObject referral)
        {
            Store(referral["image"] as JsonObject, "image");
            Store(referral["video"] as JsonObject, "video");
        }

        void Store(JsonObject? media, string type)
        {
            if (media is null)
            {
                return;
            }

            var data = media.Text(Bytes);
            media.Remove(Bytes);
            if (media.ContainsKey("id") || media.Text("status") == "undownloaded")
            {
                return;
            }

            var sample = SampleFile.Of(type);
            var contents = data is null ? sample.Contents(messageId) : Convert.FromBase64String(data);
            var mimeType = media.Text("mime_type") ?? sample.MimeType;
            var id = number.Login is null ? null : $"{Dice.IdOf(world.Seed, "media", number.PhoneNumberId, messageId, type)}";
            media["id"] = world.Media.Add(number.PhoneNumberId, mimeType, contents, id).Id;
            media["mime_type"] = mimeType;
            media["sha256"] = Convert.ToHexStringLower(SHA256.HashData(contents));
        }
    }
}
