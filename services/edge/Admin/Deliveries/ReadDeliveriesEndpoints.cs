using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Deliveries;

/// <summary><c>GET /admin/v1/deliveries</c> and <c>GET /admin/v1/deliveries/{eventId}</c>: what webhooks were told.</summary>
internal static class ReadDeliveriesEndpoints
{
    public static void MapReadDeliveries(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/deliveries", ListAsync)
            .Describe("listDeliveries", "Lists deliveries, newest first", "Deliveries")
            .Produces<DeliveriesAnswer>();
        admin.MapGet("/deliveries/{eventId:guid}", FindAsync)
            .Describe("getDelivery", "Reads one delivery with its attempts and its event", "Deliveries")
            .Produces<DeliveryAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    /// <summary>What is answered about a delivery that does not exist.</summary>
    public static Problem Unknown { get; } = new(StatusCodes.Status404NotFound, "There is no delivery of an event with this id.");

    /// <summary>What is answered while the deliveries cannot be reached.</summary>
    public static Problem Away => OtherServices.Away("dispatcher");

    private static async Task<IResult> ListAsync(
        [AsParameters] DeliveriesQuery query,
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

        return await services.AskAsync<FindDeliveries, DeliveriesFound>(wanted, cancellationToken) is { } found
            ? TypedResults.Json(DeliveriesAnswer.From(found), EdgeJson.Wire.DeliveriesAnswer)
            : Away;
    }

    private static async Task<IResult> FindAsync(Guid eventId, OtherServices services, CancellationToken cancellationToken)
    {
        var wanted = new FindDeliveries { EventId = eventId, Limit = 1 };
        return await services.AskAsync<FindDeliveries, DeliveriesFound>(wanted, cancellationToken) switch
        {
            null => Away,
            { Deliveries: [var delivery] } => TypedResults.Json(DeliveryAnswer.From(delivery), EdgeJson.Wire.DeliveryAnswer),
            _ => Unknown,
        };
    }
}
