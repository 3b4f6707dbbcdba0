using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Admin.Callbacks;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Edge.Admin.DeadLetters;
using Tujenge.Edge.Admin.Deliveries;
using Tujenge.Edge.Admin.Keys;
using Tujenge.Edge.Admin.Messages;
using Tujenge.Edge.Admin.Tenants;
using Tujenge.Edge.Admin.Webhooks;

namespace Tujenge.Edge.Admin;

/// <summary>The API for operators.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin/v1");
        admin.AddEndpointFilter<OperatorFilter>();

        admin.MapCreateTenant();
        admin.MapReadTenants();
        admin.MapRenameTenant();
        admin.MapRemoveTenant();
        admin.MapCreateChannel();
        admin.MapReadChannels();
        admin.MapUpdateChannel();
        admin.MapRotateCallbackToken();
        admin.MapCreateKey();
        admin.MapListKeys();
        admin.MapRotateKey();
        admin.MapRevokeKey();
        admin.MapWebhook();
        admin.MapReadAudit();
        admin.MapReadMessages();
        admin.MapReadDeliveries();
        admin.MapReplayDeliveries();
        admin.MapDiscardDelivery();
        admin.MapReadCallbacks();
        admin.MapReadDeadLetters();
        admin.MapReplayDeadLetters();
        admin.MapDiscardDeadLetter();
    }
}
