using System.Text.Json;
using System.Text.RegularExpressions;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>Rules for <c>image</c>, <c>audio</c>, <c>video</c>, <c>document</c> and <c>sticker</c> (whatsapp-v1-api, section 3.2).</summary>
internal static partial class MediaRules
{
    private const int LongestId = 512;
    private const int LongestCaption = 1024;

    public static V1Message ReadImage(Field message, V1Message envelope) =>
        envelope with { Image = Read(message["image"], "caption") };

    public static V1Message ReadAudio(Field message, V1Message envelope) => envelope with { Audio = ReadWithoutCaption(message["audio"]) };

    public static V1Message ReadVideo(Field message, V1Message envelope) =>
        envelope with { Video = Read(message["video"], "caption") };

    public static V1Message ReadDocument(Field message, V1Message envelope) =>
        envelope with { Document = Read(message["document"], "caption", "filename") };

    public static V1Message ReadSticker(Field message, V1Message envelope) =>
        envelope with { Sticker = ReadWithoutCaption(message["sticker"], "metadata") with { Metadata = Metadata(message["sticker"]["metadata"]) } };

    /// <summary>A file, by id or by link.</summary>
    /// <param name="media">The object.</param>
    /// <param name="more">What such a file may have beside the usual: caption, filename, metadata.</param>
    public static V1MediaObject Read(Field media, params ReadOnlySpan<string> more)
    {
        media.Required().Object().WarnOfOthers(["id", "link", "provider", .. more]);
        return new V1MediaObject
        {
            Id = Id(media),
            Link = Link(media),
            Caption = more.Contains("caption") ? media["caption"].TextOrNothing(LongestCaption) : null,
            Filename = more.Contains("filename") ? media["filename"].TextOrNothing() : null,
            Provider = Provider(media["provider"]),
        };
    }

    /// <summary>What is meant to be read and would never be seen is refused; in headers, of which a caption is no part, it is left out.</summary>
    private static V1MediaObject ReadWithoutCaption(Field media, params ReadOnlySpan<string> more)
    {
        if (media["caption"].TextOrNothing() is not null)
        {
            media["caption"].Refuse(V1Code.ParameterNotRequired, "is not required: only images, videos and documents have captions");
        }

        return Read(media, more);
    }

    /// <summary>A file of a kind of message that passes as it came: what holds for every file.</summary>
    public static void Check(Field media)
    {
        Id(media);
        Link(media);
    }

    private static string? Id(Field media)
    {
        var id = media["id"].TextOrNothing(LongestId);
        if (id is not null)
        {
            media["id"].Warn("is taken, but WhatsApp advises links: the file of an id is gone after 30 days");
        }
        else if (media["link"].TextOrNothing() is null)
        {
            media["id"].Found.Add(
                V1Code.ParameterMissing, media.Path, $"Parameter '{media.Path}.id' is absent, and so is '{media.Path}.link': one of them is needed");
        }

        return id;
    }

    private static string? Link(Field media)
    {
        var link = media["link"];
        if (link.TextOrNothing()?.Trim() is not { } address)
        {
            return null;
        }

        if (media["id"].TextOrNothing() is not null)
        {
            link.Refuse(V1Code.ParameterNotRequired, $"is not required beside '{media.Path}.id': give one of them");
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.Host.Length == 0
            || address.Any(char.IsControl))
        {
            link.Refuse(V1Code.ValueInvalid, $"must be an http or https URL, got {Given.Quote(address)}");
        }

        if (EncodedTwice.IsMatch(address))
        {
            link.Warn("seems to be URL-encoded twice (it has %25 and two hexadecimal digits): WhatsApp may not find the file (1014)");
        }

        return address;
    }

    private static JsonElement? Metadata(Field metadata)
    {
        if (!metadata.Object().IsPresent)
        {
            return null;
        }

        metadata.WarnOnCloud("has no effect on the Cloud API, which knows no sticker packs");
        return metadata.Value;
    }

    private static V1MediaProvider? Provider(Field provider)
    {
        if (!provider.Object().IsPresent)
        {
            return null;
        }

        provider.WarnOnCloud("has no effect on the Cloud API, for which the link must be open to everybody");
        return new V1MediaProvider(provider["name"].TextOrNothing());
    }

    [GeneratedRegex("%25[0-9A-Fa-f]{2}")]
    private static partial Regex EncodedTwice { get; }
}
