using Tujenge.Edge.Webhooks.Configuring;

namespace Tujenge.Edge.Webhooks;

/// <summary>The gateway's own resource <c>/v1/configs/webhook</c>.</summary>
internal static class WebhooksEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder v1)
    {
        v1.MapGetWebhook();
        v1.MapSetWebhook();
    }
}
