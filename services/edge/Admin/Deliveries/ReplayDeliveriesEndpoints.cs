using Microsoft.AspNetCore.Http.HttpResults;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Admin.Deliveries;

/// <summary>
/// <c>POST /admin/v1/deliveries/{eventId}/replay</c> and <c>POST /admin/v1/deliveries/replay</c>: what was parked is tried
/// again, under the same <c>webhook-id</c>.
/// </summary>
internal static class ReplayDeliveriesEndpoints
{
    public static void MapReplayDeliveries(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/deliveries/{eventId:guid}/replay", ReplayOneAsync)
            .WithName("ReplayDelivery")
            .WithSummary("Try one parked or waiting delivery now")
            .Produces<ReplayedAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        admin.MapPost("/deliveries/replay", ReplayChannelAsync)
            .AcceptsJsonOnly(Problem.Answer)
            .WithName("ReplayDeliveries")
            .WithSummary("Try all parked deliveries of a channel now")
            .Accepts<ReplayRequest>("application/json")
            .Produces<ReplayedAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReplayOneAsync(Guid eventId, OtherServices services, CancellationToken cancellationToken)
    {
        var command = new ReplayDeliveries { EventId = eventId };
        return await services.AskAsync<ReplayDeliveries, DeliveriesReplayed>(command, cancellationToken) switch
        {
            null => ReadDeliveriesEndpoints.Away,
            { State: null } => ReadDeliveriesEndpoints.Unknown,
            { Replayed: > 0 } replayed => Replayed(replayed),
            { State: DeliveryState.Delivered } => Refuse("It was delivered, and its contents are erased."),
            { State: DeliveryState.Discarded } => Refuse("It was discarded, and its contents are erased."),
            _ => Refuse("It changed at the same moment; look at it again."),
        };
    }

    private static async Task<IResult> ReplayChannelAsync(
        HttpContext context,
        OtherServices services,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var channelId = ChannelIdOf(body.Root["channel_id"].Required());
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        var command = new ReplayDeliveries { ChannelId = channelId };
        return await services.AskAsync<ReplayDeliveries, DeliveriesReplayed>(command, cancellationToken) is { } replayed
            ? Replayed(replayed)
            : ReadDeliveriesEndpoints.Away;
    }

    private static Guid ChannelIdOf(Field field)
    {
        if (!Guid.TryParseExact(field.Text(), "D", out var id))
        {
            field.Refuse(V1Code.ValueInvalid, "must be a channel's id");
        }

        return id;
    }

    private static JsonHttpResult<ReplayedAnswer> Replayed(DeliveriesReplayed replayed) =>
        TypedResults.Json(new ReplayedAnswer(replayed.Replayed), EdgeJson.Wire.ReplayedAnswer);

    private static Problem Refuse(string detail) => new(StatusCodes.Status409Conflict, detail);
}

/// <summary>Whose parked deliveries to try again.</summary>
internal sealed record ReplayRequest(Guid ChannelId);
