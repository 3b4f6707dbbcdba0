using Tujenge.Edge.Admin.Channels;
using Tujenge.Edge.Admin.DeadLetters;
using Tujenge.Edge.Admin.Keys;

namespace Tujenge.Edge.Admin;

/// <summary>The API for operators: channels, their keys, and dead letters.</summary>
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
        admin.MapReadDeadLetters();
        admin.MapReplayDeadLetters();
        admin.MapDiscardDeadLetter();
    }
}
