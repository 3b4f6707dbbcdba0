using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Contracts.V1;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using OtherServices = Tujenge.Edge.Admin.OtherServices;

namespace Tujenge.Edge.Messages.Inspecting;

/// <summary>
/// <c>GET /v1/messages/{id}</c>: what became of a message. v1 had no such call; names and times are those of its status
/// callbacks. The log is the sender's, so the sender is asked, as it is by operators.
/// </summary>
internal static class ReadMessageEndpoint
{
    public static void MapReadMessage(this IEndpointRouteBuilder v1)
    {
        v1.MapGet(MessagePath.Pattern, HandleAsync)
            .Describe("readMessage", "What became of a message; not in the original", "Messages")
            .Answers<V1LogAnswer>(StatusCodes.Status200OK, Answered.Logged)
            .Refuses(StatusCodes.Status404NotFound);
        v1.MapGet(MessagePath.WithSlashes, HandleAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> HandleAsync(HttpContext context, OtherServices services)
    {
        var channelId = context.Channel().Id;
        if (MessagePath.Read(context) is not { } messageId)
        {
            return Unknown;
        }

        var wanted = MessageId.IsOurs(messageId)
            ? new FindMessages { MessageId = messageId, ChannelId = channelId, Limit = 1 }
            : new FindMessages { UpstreamId = messageId, ChannelId = channelId, Limit = 1 };
        return await services.AskAsync<FindMessages, MessagesFound>(wanted, context.RequestAborted) switch
        {
            null => V1Error.Overloaded("The message log does not answer; try again"),
            { Messages: [var message] } when IsMeant(message, channelId, messageId) => TypedResults.Json(
                new V1LogAnswer([MessageLog.Of(message)], V1Meta.Current), V1Json.Wire.V1LogAnswer),
            _ => Unknown,
        };
    }

    private static V1Error Unknown => new(
        MessagePath.Unknown,
        "There is no message with this id. One that was just accepted may not have reached the log yet");

    /// <summary>A sender of an earlier release narrows by less than we ask; nobody may see another channel's message.</summary>
    private static bool IsMeant(MessageEntry message, Guid channelId, string id) =>
        message.ChannelId == channelId && (message.MessageId == id || message.UpstreamId == id);
}
