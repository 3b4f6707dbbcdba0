using Tujenge.Contracts.Operations;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Deliveries;

/// <summary><c>POST /admin/v1/deliveries/{eventId}/discard</c>: gives a parked delivery up and says why.</summary>
internal static class DiscardDeliveryEndpoint
{
    public static void MapDiscardDelivery(this IEndpointRouteBuilder admin) => admin
        .MapPost("/deliveries/{eventId:guid}/discard", HandleAsync)
        .Describe("discardDelivery", "Gives a parked delivery up; its contents are erased", "Deliveries")
        .Accepts<DiscardRequest>("application/json")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Guid eventId,
        HttpContext context,
        OtherServices services,
        AuditTrail trail,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var reason = body.Root.Reason();
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        var command = new DiscardDelivery { EventId = eventId, Reason = reason };
        var answer = await services.AskAsync<DiscardDelivery, DeliveryDiscarded>(command, cancellationToken);
        if (answer is { Discarded: true })
        {
            await trail.RecordAsync(context, "delivery.discarded", eventId, fields: ("reason", reason));
        }

        return answer switch
        {
            null => ReadDeliveriesEndpoints.Away,
            { State: null } => ReadDeliveriesEndpoints.Unknown,
            { Discarded: true } => TypedResults.NoContent(),
            { State: { } state } => new Problem(
                StatusCodes.Status409Conflict,
                $"Only what is parked can be discarded; this is {$"{state}".ToLowerInvariant()}."),
        };
    }
}

/// <summary>Why a delivery is given up.</summary>
/// <param name="Reason">In an operator's words, 1 to 500 characters.</param>
internal sealed record DiscardRequest(string Reason);
