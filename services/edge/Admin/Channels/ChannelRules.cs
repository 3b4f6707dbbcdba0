using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>Rules for the body of <c>POST /admin/v1/channels</c>.</summary>
internal static partial class ChannelRules
{
    private const string Graph = "https://graph.facebook.com";
    private const int LongestSecret = 4096;

    /// <summary>The channel to store; worth something only when no rule was broken.</summary>
    public static Channel Read(Field body, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PhoneNumber = Digits(body["phone_number"].Required()) ?? "",
        PhoneNumberId = GraphId(body["phone_number_id"].Required()) ?? "",
        WabaId = GraphId(body["waba_id"]),
        CloudBaseUrl = CloudBaseUrl(body["cloud_base_url"]),
        AccessToken = Secret(body["access_token"].Required()) ?? "",
        AppSecret = Secret(body["app_secret"].Required()) ?? "",
        VerifyToken = Secret(body["verify_token"]) ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
        CreatedAt = now,
    };

    private static string? Digits(Field field) => field.Text() is { } text ? PhoneNumber.Digits(field, text) : null;

    /// <summary>Graph's ids are digits, a simulator's need not be; either way they become part of an address.</summary>
    private static string? GraphId(Field field)
    {
        var id = field.Text();
        if (id is not null && !IdPattern.IsMatch(id))
        {
            field.Refuse(V1Code.ValueInvalid, "must have 1 to 64 letters, digits, - or _");
        }

        return id;
    }

    private static string CloudBaseUrl(Field field)
    {
        var text = field.Text(most: 512) ?? Graph;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http")
            || uri is not { Query: "", Fragment: "", UserInfo: "" }
            || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            field.Refuse(V1Code.ValueInvalid, $"must be an address without query or user, such as {Graph}");
        }

        return text.TrimEnd('/');
    }

    /// <summary>Secrets travel in headers and addresses, where other characters would be lost.</summary>
    private static string? Secret(Field field)
    {
        var secret = field.Text(LongestSecret);
        if (secret.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            field.Refuse(V1Code.ValueInvalid, "must consist of printable ASCII characters without blanks");
        }

        return secret;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex IdPattern { get; }
}
