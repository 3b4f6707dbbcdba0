using Tujenge.Edge.Media;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending;

/// <summary>Whether the media that a message names by their ids are its channel's, and what the message says they are.</summary>
internal sealed class MediaCheck(UploadBook uploads)
{
    /// <summary>The first rule that is broken; null when none is, as far as one can know. Messages without ids ask nobody.</summary>
    public async Task<Violation?> FindViolationAsync(Guid channelId, MessageCheck.Passed message, CancellationToken cancellationToken)
    {
        if (message.Media is not { } references)
        {
            return null;
        }

        var known = await uploads.FindAsync(references.Select(reference => reference.Id), cancellationToken);
        return references
            .Select(reference => known.TryGetValue(reference.Id, out var media) ? Judge(channelId, reference, media) : null)
            .FirstOrDefault(violation => violation is not null);
    }

    private static Violation? Judge(Guid channelId, MediaReference reference, UploadedMedia media)
    {
        if (media.ChannelId != channelId)
        {
            return new Violation(V1Code.Of(1006), reference.Path, $"Parameter '{reference.Path}': {MediaEndpoints.Unknown}");
        }

        // The v1 reference has 1000 for a file of the wrong type, which has HTTP status 500: clients would send the message
        // again and again. It is a wrong value, so it is 1009 with 400 here, deliberately.
        var kind = MediaKind.OfMessage(reference.Type);
        return kind.Takes(media.MimeType)
            ? null
            : new Violation(
                V1Code.ValueInvalid,
                reference.Path,
                $"Parameter '{reference.Path}' must be {Article(kind.Name)} {kind.Name} ({string.Join(", ", kind.MimeTypes)}), got {media.MimeType}");
    }

    private static string Article(string noun) => noun[0] is 'a' or 'i' ? "an" : "a";
}
