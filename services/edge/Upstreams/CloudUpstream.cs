using System.Text.Json;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Upstreams;

/// <summary>Meta's Cloud API: every call is translated by its endpoint.</summary>
internal sealed class CloudUpstream : IUpstream
{
    public bool KeepsV1 => false;

    public async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate translate)
    {
        try
        {
            return await translate(context);
        }
        catch (Exception fault) when (IsAway(fault, context.HttpContext))
        {
            context.HttpContext.Response.Clear();
            return GatewayError.Unavailable;
        }
    }

    /// <summary>Whether WhatsApp, and not the client, is to blame for a call that broke off.</summary>
    private static bool IsAway(Exception fault, HttpContext context) =>
        !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && fault is HttpRequestException or OperationCanceledException or JsonException or IOException
        && fault is not BadHttpRequestException
        && fault.InnerException is not BadHttpRequestException;
}
