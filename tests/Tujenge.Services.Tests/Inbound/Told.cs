using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using MassTransit;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>What a consumer publishes, and which callback made it.</summary>
internal sealed class Told
{
    private readonly ConcurrentQueue<(Guid Channel, Guid EventId, string Body, Guid CallbackId)> _events = new();

    public IEnumerable<(Guid Channel, Guid EventId, string Body, Guid CallbackId)> Events => _events;

    /// <summary>The broker's delivery of a callback.</summary>
    public ConsumeContext<CallbackReceived> Delivery(CallbackReceived callback)
    {
        var context = DispatchProxy.Create<ConsumeContext<CallbackReceived>, Context>();
        ((Context)(object)context).Set(this, callback);
        return context;
    }

    /// <summary>As much of a context as the consumer uses; anything else fails.</summary>
    [SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
    private class Context : DispatchProxy
    {
        private Told _told = null!;
        private CallbackReceived _callback = null!;

        public void Set(Told told, CallbackReceived callback) => (_told, _callback) = (told, callback);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name, args)
            {
                case ("get_Message", _):
                    return _callback;
                case ("get_CancellationToken", _):
                    return CancellationToken.None;
                case ("Publish", [MessageStatusChanged status, ..]):
                    _told._events.Enqueue((status.ChannelId, status.EventId, status.Body, _callback.CallbackId));
                    return Task.CompletedTask;
                case ("Publish", [InboundMessageReceived message, ..]):
                    _told._events.Enqueue((message.ChannelId, message.EventId, message.Body, _callback.CallbackId));
                    return Task.CompletedTask;
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
