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
    /// <summary>The sender writes the log: who asks for what was just accepted may be ahead of it, so it is looked for again for this long.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public static void MapReadMessage(this IEndpointRouteBuilder v1)
    {
        v1.MapGet(MessagePath.Pattern, HandleAsync)
            .Describe("readMessage", "What became of a message; not in the original", "Messages")
            .Answers<V1LogAnswer>(StatusCodes.Status200OK, Answered.Logged)
            .Refuses(StatusCodes.Status404NotFound);
        v1.MapGet(MessagePath.WithSlashes, HandleAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> HandleAsync(HttpContext context, OtherServices services, TimeProvider clock)
    {
        var channelId = context.Channel().Id;
        if (MessagePath.Read(context) is not { } messageId)
        {
            return Unknown;
        }

        var isOurs = MessageId.IsOurs(messageId);
        var wanted = isOurs
            ? new FindMessages { MessageId = messageId, ChannelId = channelId, Limit = 1 }
            : new FindMessages { UpstreamId = messageId, ChannelId = channelId, Limit = 1 };
        while (true)
        {
            switch (await services.AskAsync<FindMessages, MessagesFound>(wanted, context.RequestAborted))
            {
                case null:
                    return V1Error.Overloaded("The message log does not answer; try again");
                case { Messages: [var message] } when IsMeant(message, channelId, messageId):
                    return TypedResults.Json(new V1LogAnswer([MessageLog.Of(message)], V1Meta.Current), V1Json.Wire.V1LogAnswer);
            }

            if (!isOurs || MessageId.AgeOf(messageId, clock.GetUtcNow()).Duration() > OnItsWay)
            {
                return Unknown;
            }

            await Task.Delay(LookAgain, clock, context.RequestAborted);
        }
    }

    private static V1Error Unknown => new(
        MessagePath.Unknown,
        "There is no message with this id. One that was just accepted may not have reached the log yet");

    /// <summary>A sender of an earlier release narrows by less than we ask; nobody may see another channel's message.</summary>
    private static bool IsMeant(MessageEntry message, Guid channelId, string id) =>
        message.ChannelId == channelId && (message.MessageId == id || message.UpstreamId == id);
}
