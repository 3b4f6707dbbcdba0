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
        envelope with { Image = Read(message["image"], hasCaption: true) };

    public static V1Message ReadAudio(Field message, V1Message envelope) => envelope with { Audio = Read(message["audio"]) };

    public static V1Message ReadVideo(Field message, V1Message envelope) =>
        envelope with { Video = Read(message["video"], hasCaption: true) };

    public static V1Message ReadDocument(Field message, V1Message envelope) =>
        envelope with { Document = Read(message["document"], hasCaption: true, hasFilename: true) };

    public static V1Message ReadSticker(Field message, V1Message envelope) => envelope with { Sticker = Read(message["sticker"]) };

    /// <summary>A file, by id or by link.</summary>
    public static V1MediaObject Read(Field media, bool hasCaption = false, bool hasFilename = false)
    {
        media.Required().Object();
        return new V1MediaObject
        {
            Id = Id(media),
            Link = Link(media),
            Caption = Caption(media["caption"], hasCaption),
            Filename = Filename(media["filename"], hasFilename),
            Provider = Provider(media["provider"]),
        };
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

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            link.Refuse(V1Code.ValueInvalid, $"must be an http or https URL, got {Given.Quote(address)}");
        }

        if (EncodedTwice.IsMatch(address))
        {
            link.Warn("seems to be URL-encoded twice (it has %25 and two hexadecimal digits): WhatsApp may not find the file (1014)");
        }

        return address;
    }

    private static string? Caption(Field caption, bool hasCaption)
    {
        var text = caption.TextOrNothing(LongestCaption);
        if (text is not null && !hasCaption)
        {
            caption.Refuse(V1Code.ParameterNotRequired, "is not required: only images, videos and documents that are sent by themselves have captions");
        }

        return text;
    }

    private static string? Filename(Field filename, bool hasFilename)
    {
        if (filename.TextOrNothing() is not { } name || hasFilename)
        {
            return filename.TextOrNothing();
        }

        filename.Warn($"is ignored: only documents have names");
        return null;
    }

    private static V1MediaProvider? Provider(Field provider)
    {
        if (!provider.Object().IsPresent)
        {
            return null;
        }

        provider.Warn("has no effect on the Cloud API, for which the link must be open to everybody");
        return new V1MediaProvider(provider["name"].TextOrNothing());
    }

    [GeneratedRegex("%25[0-9A-Fa-f]{2}")]
    private static partial Regex EncodedTwice { get; }
}
