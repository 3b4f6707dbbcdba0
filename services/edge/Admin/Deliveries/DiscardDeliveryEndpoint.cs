using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Admin.Deliveries;

/// <summary><c>POST /admin/v1/deliveries/{eventId}/discard</c>: gives a parked delivery up and says why.</summary>
internal static class DiscardDeliveryEndpoint
{
    private const int LongestReason = 500;

    public static void MapDiscardDelivery(this IEndpointRouteBuilder admin) => admin
        .MapPost("/deliveries/{eventId:guid}/discard", HandleAsync)
        .AcceptsJsonOnly(Problem.Answer)
        .WithName("DiscardDelivery")
        .WithSummary("Give up a parked delivery; its contents are erased")
        .Accepts<DiscardRequest>("application/json")
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HandleAsync(
        Guid eventId,
        HttpContext context,
        OtherServices services,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var reason = ReasonOf(body.Root["reason"].Required());
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        var command = new DiscardDelivery { EventId = eventId, Reason = reason };
        return await services.AskAsync<DiscardDelivery, DeliveryDiscarded>(command, cancellationToken) switch
        {
            null => ReadDeliveriesEndpoints.Away,
            { State: null } => ReadDeliveriesEndpoints.Unknown,
            { Discarded: true } => TypedResults.NoContent(),
            { State: { } state } => new Problem(
                StatusCodes.Status409Conflict,
                $"Only what is parked can be discarded; this is {$"{state}".ToLowerInvariant()}."),
        };
    }

    private static string ReasonOf(Field field)
    {
        var reason = field.Text(LongestReason)?.Trim();
        if (reason is "")
        {
            field.Refuse(V1Code.ValueInvalid, "must not be empty");
        }

        return reason ?? "";
    }
}

/// <summary>Why a delivery is given up.</summary>
/// <param name="Reason">In an operator's words, 1 to 500 characters.</param>
internal sealed record DiscardRequest(string Reason);
