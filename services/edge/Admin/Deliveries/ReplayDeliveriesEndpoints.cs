using Microsoft.AspNetCore.Http.HttpResults;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;

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
            .Describe("replayDelivery", "Tries one parked or waiting delivery now", "Deliveries")
            .Produces<ReplayedAnswer>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        admin.MapPost("/deliveries/replay", ReplayChannelAsync)
            .Describe("replayDeliveries", "Tries all parked deliveries of a channel now", "Deliveries")
            .Accepts<ReplayRequest>("application/json")
            .Produces<ReplayedAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReplayOneAsync(
        Guid eventId,
        HttpContext context,
        OtherServices services,
        AuditTrail trail,
        CancellationToken cancellationToken)
    {
        var command = new ReplayDeliveries { EventId = eventId };
        var answer = await services.AskAsync<ReplayDeliveries, DeliveriesReplayed>(command, cancellationToken);
        if (answer is { Replayed: > 0 })
        {
            await trail.RecordAsync(context, "delivery.replayed", eventId);
        }

        return answer switch
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
        AuditTrail trail,
        ChannelDirectory directory,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var channelId = ChannelIdOf(body.Root.Only("channel_id")["channel_id"].Required());
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        var command = new ReplayDeliveries { ChannelId = channelId };
        if (await services.AskAsync<ReplayDeliveries, DeliveriesReplayed>(command, cancellationToken) is not { } replayed)
        {
            return ReadDeliveriesEndpoints.Away;
        }

        if (replayed.Replayed == 0 && await directory.FindAsync(channelId, cancellationToken) is null)
        {
            return ReadChannelsEndpoints.Unknown;
        }

        await trail.RecordAsync(context, "deliveries.replayed", channelId, channelId, ("replayed", replayed.Replayed));
        return Replayed(replayed);
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
