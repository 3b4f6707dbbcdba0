using System.Text.RegularExpressions;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>Rules for the bodies of requests that add or change a channel.</summary>
internal static partial class ChannelRules
{
    private const string Graph = "https://graph.facebook.com";
    private const int LongestSecret = 4096;
    private const int HighestRate = 1000;

    /// <summary>Fields without which there is no channel.</summary>
    private static readonly string[] Necessary = ["phone_number", "phone_number_id", "access_token", "app_secret"];

    private static readonly string[] All =
    [
        .. Necessary, "upstream", "cloud_base_url", "verify_token", "tenant_id", "waba_id", "messages_per_second", "requests_per_second",
    ];

    /// <summary>Notes what a new channel lacks.</summary>
    public static void DemandAll(Field body)
    {
        foreach (var name in Necessary)
        {
            body[name].Required();
        }
    }

    /// <summary>Sets on the channel what the body has; worth something only when no rule was broken.</summary>
    /// <returns>The audit trail's lines.</returns>
    public static IReadOnlyList<(string Name, object? Value)> Apply(Field body, Channel channel, SecretProtector secrets)
    {
        var changes = new List<(string Name, object? Value)>();
        body.Only(All);

        Set("phone_number", field => channel.PhoneNumber = Digits(field) ?? channel.PhoneNumber);
        Set("phone_number_id", field => channel.PhoneNumberId = GraphId(field) ?? channel.PhoneNumberId);
        Set("upstream", field => UpstreamNames.Of(channel.Upstream = UpstreamOf(field) ?? channel.Upstream));
        Set("cloud_base_url", field => channel.CloudBaseUrl = CloudBaseUrl(field) ?? channel.CloudBaseUrl);
        SetSecret("access_token", SecretField.AccessToken, secret => channel.AccessToken = secret);
        SetSecret("app_secret", SecretField.AppSecret, secret => channel.AppSecret = secret);
        SetSecret("verify_token", SecretField.VerifyToken, secret => channel.VerifyToken = secret);
        SetOrClear("tenant_id", field => channel.TenantId = Id(field));
        SetOrClear("waba_id", field => channel.WabaId = GraphId(field));
        SetOrClear("messages_per_second", field => channel.MessagesPerSecond = field.Number(1, HighestRate));
        SetOrClear("requests_per_second", field => channel.RequestsPerSecond = field.Number(1, HighestRate));

        return changes;

        void Set(string name, Func<Field, object?> set)
        {
            if (body[name] is { IsPresent: true } field)
            {
                changes.Add((name, set(field)));
            }
        }

        void SetOrClear(string name, Func<Field, object?> set)
        {
            if (body[name] is { IsGiven: true } field)
            {
                changes.Add((name, set(field)));
            }
        }

        void SetSecret(string name, SecretField place, Action<ProtectedText> set) => Set(name, field =>
        {
            if (Secret(field) is { } secret)
            {
                set(secrets.Protect(secret, channel.Id, place));
            }

            return Audit.Hidden;
        });
    }

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

    private static Guid? Id(Field field)
    {
        if (field.Text() is not { } text)
        {
            return null;
        }

        if (!Guid.TryParse(text, out var id))
        {
            field.Refuse(V1Code.ValueInvalid, "must be an id");
        }

        return id;
    }

    private static Upstream? UpstreamOf(Field field)
    {
        var upstream = field.Text() is { } name ? UpstreamNames.Find(name) : null;
        if (upstream is null)
        {
            field.Refuse(V1Code.ValueInvalid, "must be cloud");
        }

        return upstream;
    }

    private static string? CloudBaseUrl(Field field)
    {
        var text = field.Text(most: 512);
        if (text is not null
            && (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("https" or "http")
                || uri is not { Query: "", Fragment: "", UserInfo: "" }
                || text.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            field.Refuse(V1Code.ValueInvalid, $"must be an address without query or user, such as {Graph}");
        }

        return text?.TrimEnd('/');
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
