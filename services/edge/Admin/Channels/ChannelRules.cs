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
    private const int LongestSecret = 4096;
    private const int LongestName = 256;
    private const int HighestRate = 1000;

    private static readonly string[] Common =
        ["phone_number", "upstream", "tenant_id", "messages_per_second", "requests_per_second", "sent_status"];

    /// <summary>Fields of a channel on each upstream besides; those without which there is none come first.</summary>
    private static readonly Dictionary<Upstream, (string[] Necessary, string[] Others)> Own = new()
    {
        [Upstream.Cloud] = (["phone_number_id", "access_token", "app_secret"], ["cloud_base_url", "verify_token", "waba_id", "app_id"]),
        [Upstream.V1] = (["v1_base_url", "v1_username", "v1_password"], []),
    };

    /// <summary>Notes what a new channel lacks.</summary>
    public static void DemandAll(Field body)
    {
        body["phone_number"].Required();
        DemandOwn(body, (body["upstream"] is { IsPresent: true } field ? UpstreamOf(field) : null) ?? Upstream.Cloud);
    }

    /// <summary>Sets on the channel what the body has; worth something only when no rule was broken.</summary>
    /// <returns>The audit trail's lines.</returns>
    public static IReadOnlyList<(string Name, object? Value)> Apply(Field body, Channel channel, SecretProtector secrets)
    {
        var changes = new List<(string Name, object? Value)>();
        var before = channel.Upstream;
        Set("upstream", field => UpstreamNames.Of(channel.Upstream = UpstreamOf(field) ?? channel.Upstream));
        if (channel.Upstream != before)
        {
            DemandOwn(body, channel.Upstream);
            ChannelUpstream.Clear(channel, before, secrets);
        }

        var own = Own[channel.Upstream];
        body.Only([.. Common, .. own.Necessary, .. own.Others]);

        Set("phone_number", field => channel.PhoneNumber = Digits(field) ?? channel.PhoneNumber);
        Set("phone_number_id", field => channel.PhoneNumberId = GraphId(field) ?? channel.PhoneNumberId);
        Set("cloud_base_url", field => channel.CloudBaseUrl = BaseUrl(field, NewChannel.Graph) ?? channel.CloudBaseUrl);
        SetSecret("access_token", SecretField.AccessToken, secret => channel.AccessToken = secret);
        SetSecret("app_secret", SecretField.AppSecret, secret => channel.AppSecret = secret);
        SetSecret("verify_token", SecretField.VerifyToken, secret => channel.VerifyToken = secret);
        Set("v1_base_url", field => channel.V1BaseUrl = V1BaseUrl(field) ?? channel.V1BaseUrl);
        Set("v1_username", field => channel.V1Username = Username(field) ?? channel.V1Username);
        SetSecret("v1_password", SecretField.V1Password, secret => channel.V1Password = secret);
        Set("sent_status", field => channel.SentStatus = field.Flag() ?? channel.SentStatus);
        SetOrClear("tenant_id", field => channel.TenantId = Id(field));
        SetOrClear("waba_id", field => channel.WabaId = GraphId(field));
        SetOrClear("app_id", field => channel.AppId = GraphId(field));
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

    /// <summary>Notes what a channel lacks that is new, or new on this upstream.</summary>
    private static void DemandOwn(Field body, Upstream upstream)
    {
        foreach (var name in Own[upstream].Necessary)
        {
            body[name].Required();
        }
    }

    private static Upstream? UpstreamOf(Field field)
    {
        var upstream = field.Text() is { } name ? UpstreamNames.Find(name) : null;
        if (upstream is null)
        {
            field.Refuse(V1Code.ValueInvalid, "must be cloud or v1");
        }

        return upstream;
    }

    private static string? BaseUrl(Field field, string example)
    {
        var text = field.Text(most: 512);
        if (text is not null
            && (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("https" or "http")
                || uri is not { Query: "", Fragment: "", UserInfo: "" }
                || text.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            field.Refuse(V1Code.ValueInvalid, $"must be an address without query or user, such as {example}");
        }

        return text?.TrimEnd('/');
    }

    /// <summary>People write the root with <c>/v1</c> too, as they know it from calls.</summary>
    private static string? V1BaseUrl(Field field)
    {
        const string version = "/v1";
        var root = BaseUrl(field, "https://wa.example.com");
        return root?.EndsWith(version, StringComparison.OrdinalIgnoreCase) == true ? root[..^version.Length].TrimEnd('/') : root;
    }

    /// <summary>Basic authentication ends the name at the first colon.</summary>
    private static string? Username(Field field)
    {
        var name = field.Text(LongestName);
        if (name is not null && (name.Contains(':', StringComparison.Ordinal) || name.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            field.Refuse(V1Code.ValueInvalid, "must consist of printable ASCII characters without blanks and colons");
        }

        return name;
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
