using System.Security.Cryptography;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>A channel before anything was said about it.</summary>
internal static class NewChannel
{
    public const string Graph = "https://graph.facebook.com";

    public static Channel At(DateTimeOffset now, SecretProtector secrets)
    {
        var id = Guid.CreateVersion7(now);
        return new Channel
        {
            Id = id,
            PhoneNumber = "",
            Upstream = Upstream.Cloud,
            PhoneNumberId = "",
            CloudBaseUrl = Graph,
            AccessToken = secrets.Protect("", id, SecretField.AccessToken),
            AppSecret = secrets.Protect("", id, SecretField.AppSecret),
            VerifyToken = secrets.Protect(NewVerifyToken(), id, SecretField.VerifyToken),
            CreatedAt = now,
        };
    }

    public static string NewVerifyToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
