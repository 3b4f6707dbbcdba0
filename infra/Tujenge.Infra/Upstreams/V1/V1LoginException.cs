namespace Tujenge.Infra.Upstreams.V1;

/// <summary>A v1 server gave no token, so nothing was asked of it.</summary>
/// <param name="message">Why, for operators; without secrets.</param>
/// <param name="isRefused">Whether it said no; otherwise it may say yes later.</param>
/// <param name="cause">What happened below.</param>
public sealed class V1LoginException(string message, bool isRefused, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the server said no; otherwise it did not answer, or not now.</summary>
    public bool IsRefused => isRefused;
}
