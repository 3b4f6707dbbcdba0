using Tujenge.Edge.Media;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending;

/// <summary>Whether the media that a message names by their ids are its channel's, and what the message says they are.</summary>
internal sealed class MediaCheck(MediaBook book)
{
    /// <summary>The first rule that is broken; null when none is, as far as one can know. Messages without ids ask nobody.</summary>
    public async Task<Violation?> FindViolationAsync(Guid channelId, MessageCheck.Passed message, CancellationToken cancellationToken)
    {
        if (message.Media is not { } references)
        {
            return null;
        }

        var known = await book.FindAsync(channelId, references.Select(reference => reference.Id), cancellationToken);
        return references
            .Select(reference => known.TryGetValue(reference.Id, out var media) ? Judge(channelId, reference, media) : null)
            .FirstOrDefault(violation => violation is not null);
    }

    private static Violation? Judge(Guid channelId, MediaReference reference, KnownMedia media)
    {
        if (media.ChannelId != channelId)
        {
            return new Violation(V1Code.Of(1006), reference.Path, $"Parameter '{reference.Path}': {MediaEndpoints.Unknown}");
        }

        var kind = reference.Kind;
        return media.MimeType.Length == 0 || kind.Takes(media.MimeType)
            ? null
            : new Violation(
                V1Code.FileTypeUnsuitable,
                reference.Path,
                $"{char.ToUpperInvariant(kind.Name[0])}{kind.Name[1..]} file format ({media.MimeType}) is not supported: "
                    + $"parameter '{reference.Path}' must be {string.Join(" or ", kind.MimeTypes)}");
    }
}
