using Tujenge.Contracts.V1;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Media;

/// <summary><c>DELETE /v1/media/{id}</c>.</summary>
internal static class DeleteMediaEndpoint
{
    public static void MapDeleteMedia(this IEndpointRouteBuilder v1) => v1
        .MapDelete("/media/{mediaId}", HandleAsync)
        .WithMetadata(new AnswerReader((context, _) => NoteAsync(context)))
        .Describe("deleteMedia", "Deletes a file", "Media")
        .Answers<V1EmptyAnswer>(StatusCodes.Status200OK, Answered.Done);

    private static async Task<IResult> HandleAsync(string mediaId, HttpContext context, Graph graph, GraphMedia media, MediaBook book)
    {
        var channel = context.Channel();
        if (MediaEndpoints.PathOf(mediaId, channel.PhoneNumberId) is not { } path)
        {
            return GraphRefusal.NotFound(MediaEndpoints.Unknown);
        }

        // What is known here is media; of any other id Graph has to say so first, since it deletes whatever has the id.
        if (await book.FindOwnerAsync(channel.Id, mediaId, context.RequestAborted) is null && await media.FindAsync(context, mediaId) is (_, { } noMedia))
        {
            return noMedia;
        }

        using var answer = await graph.SendAsync(channel, HttpMethod.Delete, path, null, context.RequestAborted);
        if (await GraphRefusal.FindInDeedAsync(context, answer, MediaEndpoints.Unknown, context.RequestAborted) is { } refusal)
        {
            return refusal;
        }

        await NoteAsync(context);
        return Done.Answer;
    }

    private static Task NoteAsync(HttpContext context) => context.RequestServices.GetRequiredService<MediaBook>()
        .NoteDeletionAsync(context.Channel().Id, (string)context.Request.RouteValues[OwnMediaFilter.RouteValue]!);
}
