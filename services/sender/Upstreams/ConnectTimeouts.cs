namespace Tujenge.Sender.Upstreams;

/// <summary>
/// Makes a connection that came about too slowly a connection error. .NET tells it as a cancellation, which a call that lost
/// its answer is too: but here nothing was sent. Nothing else in a pool of connections cancels what the caller did not.
/// </summary>
internal sealed class ConnectTimeouts(SocketsHttpHandler connections) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection in time.", fault);
        }
    }
}
