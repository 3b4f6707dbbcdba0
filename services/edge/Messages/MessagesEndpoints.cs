using Tujenge.Edge.Messages.Inspecting;
using Tujenge.Edge.Messages.Marking;
using Tujenge.Edge.Messages.Sending;

namespace Tujenge.Edge.Messages;

/// <summary>The v1 resource <c>/v1/messages</c>.</summary>
internal static class MessagesEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder v1)
    {
        v1.MapSendMessage();
        v1.MapReadMessage();
        v1.MapMarkMessage();
    }
}
