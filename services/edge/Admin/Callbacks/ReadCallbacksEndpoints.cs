using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Callbacks;

/// <summary><c>GET /admin/v1/callbacks</c> and <c>GET /admin/v1/callbacks/{id}</c>: what came from WhatsApp and no channel got.</summary>
internal static class ReadCallbacksEndpoints
{
    private static readonly Problem Unknown = new(StatusCodes.Status404NotFound, "There is no callback with this id; it was delivered, or is too old.");

    private static Problem Away => OtherServices.Away("inbound");

    public static void MapReadCallbacks(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/callbacks", ListAsync)
            .Describe("listCallbacks", "Lists callbacks that no channel got, newest first", "Callbacks")
            .Produces<CallbacksAnswer>();
        admin.MapGet("/callbacks/{id:long}", FindAsync)
            .Describe("getCallback", "Reads one callback that no channel got, with its body", "Callbacks")
            .Produces<CallbackAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] CallbacksQuery query,
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

        return await services.AskAsync<FindUnmatchedCallbacks, UnmatchedCallbacksFound>(wanted, cancellationToken) is { } found
            ? TypedResults.Json(CallbacksAnswer.From(found), EdgeJson.Wire.CallbacksAnswer)
            : Away;
    }

    private static async Task<IResult> FindAsync(long id, OtherServices services, CancellationToken cancellationToken)
    {
        var wanted = new FindUnmatchedCallbacks { Id = id, Limit = 1 };
        return await services.AskAsync<FindUnmatchedCallbacks, UnmatchedCallbacksFound>(wanted, cancellationToken) switch
        {
            null => Away,
            { Callbacks: [var callback] } => TypedResults.Json(CallbackAnswer.From(callback), EdgeJson.Wire.CallbackAnswer),
            _ => Unknown,
        };
    }
}
