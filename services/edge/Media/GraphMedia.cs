using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Media;

/// <summary>
/// Media at Graph, where everything that there is has an id, and all are read and deleted in the same way: the number and its
/// account too, which the operator's token may well delete.
/// </summary>
internal sealed class GraphMedia(Graph graph)
{
    /// <summary>What Graph says of media, or why a client gets none; what is something else is no media of this id.</summary>
    public async Task<(CloudMedia? Media, IResult? Refusal)> FindAsync(HttpContext context, string mediaId)
    {
        var channel = context.Channel();
        if (MediaEndpoints.PathOf(mediaId, channel.PhoneNumberId) is not { } path)
        {
            return (null, GraphRefusal.NotFound(MediaEndpoints.Unknown));
        }

        using var found = await graph.SendAsync(channel, HttpMethod.Get, path, null, context.RequestAborted);
        if (await GraphRefusal.FindAsync(context, found, MediaEndpoints.Unknown, context.RequestAborted) is { } refusal)
        {
            return (null, refusal);
        }

        await using var body = await found.Content.ReadAsStreamAsync(context.RequestAborted);
        var media = await JsonSerializer.DeserializeAsync(body, CloudJson.Wire.CloudMedia, context.RequestAborted);
        return media is { Url: not null, MimeType: not null } && media.Id == mediaId
            ? (media, null)
            : (null, GraphRefusal.NotFound(MediaEndpoints.Unknown));
    }
}
