using Tujenge.Edge.Admin.Channels;
using Tujenge.Edge.Admin.Deliveries;
using Tujenge.Edge.Admin.Keys;
using Tujenge.Edge.Admin.Messages;

namespace Tujenge.Edge.Admin;

/// <summary>The API for operators: channels and their keys, messages and deliveries.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin/v1");
        admin.AddEndpointFilter<OperatorFilter>();

        admin.MapCreateChannel();
        admin.MapReadChannels();
        admin.MapCreateKey();
        admin.MapListKeys();
        admin.MapRevokeKey();
        admin.MapReadMessages();
        admin.MapReadDeliveries();
        admin.MapReplayDeliveries();
        admin.MapDiscardDelivery();
    }
}
