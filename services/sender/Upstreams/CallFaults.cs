namespace Tujenge.Sender.Upstreams;

/// <summary>Tells calls that certainly sent nothing from those that may have.</summary>
internal static class CallFaults
{
    /// <summary>Whether there was no connection that could have carried the message.</summary>
    public static bool NeverConnected(Exception? failure) => failure switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => true,
        { InnerException: { } inner } => NeverConnected(inner),
        _ => false,
    };
}
