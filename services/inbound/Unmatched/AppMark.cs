using System.Security.Cryptography;
using System.Text;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Inbound.Unmatched;

/// <summary>
/// What an app's secret makes of a fixed text. It tells apps apart and shows no secret (which has 128 random bits); so it may
/// be kept beside what the app has signed, and still be compared when the channel that knew the secret then is gone.
/// </summary>
internal static class AppMark
{
    /// <summary>The mark of the channel's app; null when its secret cannot be read, or it has none.</summary>
    public static byte[]? Of(Channel channel)
    {
        try
        {
            return channel.AppSecret.Reveal() is { Length: > 0 } secret
                ? HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "tujenge unmatched callbacks"u8)
                : null;
        }
        catch (UnreadableSecretException)
        {
            return null; // It is told where the secret is needed; what waits here waits on.
        }
    }
}
