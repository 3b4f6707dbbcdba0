using System.Security.Cryptography;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>A channel before anything was said about it.</summary>
internal static class NewChannel
{
    private const string Graph = "https://graph.facebook.com";

    public static Channel At(DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PhoneNumber = "",
        Upstream = Upstream.Cloud,
        PhoneNumberId = "",
        CloudBaseUrl = Graph,
        AccessToken = "",
        AppSecret = "",
        VerifyToken = RandomNumberGenerator.GetHexString(32, lowercase: true),
        CreatedAt = now,
    };
}
