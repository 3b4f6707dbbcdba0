using System.Net.Http.Headers;

namespace Tujenge.Sender.Upstreams;

/// <summary>The pause that an answer asks for, which is to be honoured (whatsapp-errors, section 3, code 1015).</summary>
internal static class RetryAfter
{
    /// <summary>A server that asks for more is asked again all the same: it may have been mended meanwhile.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The pause, up to an hour; null when the answer names none. A moment is read by the server's own clock, if it tells that.</summary>
    public static TimeSpan? In(HttpResponseHeaders? headers)
    {
        var pause = headers?.RetryAfter?.Delta ?? (headers?.RetryAfter?.Date - headers?.Date);
        return pause > Longest ? Longest : pause > TimeSpan.Zero ? pause : null;
    }
}
