using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Messages;

/// <summary><c>GET /admin/v1/messages</c> and <c>GET /admin/v1/messages/{id}</c>: what became of messages.</summary>
internal static class ReadMessagesEndpoints
{
    private const string Sender = "sender";

    public static void MapReadMessages(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/messages", ListAsync)
            .Describe("listMessages", "Lists messages, newest first", "Messages")
            .Produces<MessagesAnswer>();
        admin.MapGet("/messages/{id}", FindAsync)
            .Describe("getMessage", "Reads one message", "Messages")
            .Produces<MessageAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] MessagesQuery query,
        HttpRequest request,
        OtherServices services,
        CancellationToken cancellationToken)
    {
        var reading = new QueryReading(request.Query);
        var wanted = query.Read(reading);
        if (reading.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        return await services.AskAsync<FindMessages, MessagesFound>(wanted, cancellationToken) is { } found
            ? TypedResults.Json(MessagesAnswer.From(found), EdgeJson.Wire.MessagesAnswer)
            : OtherServices.Away(Sender);
    }

    private static async Task<IResult> FindAsync(string id, OtherServices services, CancellationToken cancellationToken)
    {
        if (!MessageId.IsOurs(id))
        {
            return Unknown;
        }

        var wanted = new FindMessages { MessageId = id, Limit = 1 };
        return await services.AskAsync<FindMessages, MessagesFound>(wanted, cancellationToken) switch
        {
            null => OtherServices.Away(Sender),
            { Messages: [var message] } => TypedResults.Json(MessageAnswer.From(message), EdgeJson.Wire.MessageAnswer),
            _ => Unknown,
        };
    }

    private static Problem Unknown { get; } = new(
        StatusCodes.Status404NotFound,
        "There is no message with this id. One that was just accepted may not have reached the sender yet.");
}
