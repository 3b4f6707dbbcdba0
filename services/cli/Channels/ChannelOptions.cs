using System.CommandLine;
using System.Text.Json.Nodes;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Secrets;
using Tujenge.Cli.Shell;

namespace Tujenge.Cli.Channels;

/// <summary>What can be said of a channel. Edge checks the values; here they are only put together.</summary>
internal sealed class ChannelOptions
{
    private readonly Option<string?> _phoneNumber = Text("--phone-number", "NUMBER", "The business phone number, in international form.");
    private readonly Option<string?> _phoneNumberId = Text("--phone-number-id", "ID", "Meta's id of the number.");
    private readonly Option<string?> _wabaId = Text("--waba-id", "ID", "WhatsApp business account; without it templates are not checked.");
    private readonly Option<string?> _appId = Text("--app-id", "ID", "Meta app; without it profile photos cannot be set.");
    private readonly Option<Guid?> _tenant = Ids.Option("--tenant", "Tenant whose number it is.");
    private readonly Option<string?> _upstream = Text("--upstream", "KIND", "What is behind the number: cloud, which it is unless given, or v1, a server that speaks the On-Premises API.");

    private readonly Option<string?> _cloudBaseUrl = Text(
        "--cloud-base-url", "URL", "Graph API root without the version; https://graph.facebook.com unless given.");

    private readonly Option<string?> _v1BaseUrl = Text("--v1-base-url", "URL", "Root of the v1 server, what stands before /v1.");
    private readonly Option<string?> _v1Username = Text("--v1-username", "NAME", "Who logs in to the v1 server.");
    private readonly Option<int?> _messagesPerSecond = Rate("--messages-per-second", "Messages that each key may post in a second");
    private readonly Option<int?> _requestsPerSecond = Rate("--requests-per-second", "Other v1 calls that each key may make in a second");
    private readonly Option<bool?> _sentStatus = new("--sent-status")
    {
        Description = "Whether the webhook is told that messages are sent, as it is unless given: true or false.",
        HelpName = "true|false",
    };

    private readonly SecretOption _accessToken;
    private readonly SecretOption _appSecret;
    private readonly SecretOption _verifyToken;
    private readonly SecretOption _v1Password;

    /// <param name="command">The command that takes them.</param>
    public ChannelOptions(Command command)
    {
        command.Options.Add(_phoneNumber);
        command.Options.Add(_phoneNumberId);
        command.Options.Add(_wabaId);
        command.Options.Add(_appId);
        command.Options.Add(_tenant);
        _accessToken = new SecretOption(command, "--access-token", "the access token of the system user");
        _appSecret = new SecretOption(command, "--app-secret", "the app secret, key of the signature on callbacks");
        _verifyToken = new SecretOption(command, "--verify-token", "the verify token for the callback address; made up unless given");
        command.Options.Add(_upstream);
        command.Options.Add(_cloudBaseUrl);
        command.Options.Add(_v1BaseUrl);
        command.Options.Add(_v1Username);
        _v1Password = new SecretOption(command, "--v1-password", "the password for the v1 server");
        command.Options.Add(_messagesPerSecond);
        command.Options.Add(_requestsPerSecond);
        command.Options.Add(_sentStatus);
    }

    /// <summary>The option without which there is no channel becomes necessary; the others depend on the upstream.</summary>
    public void RequireNumber() => _phoneNumber.Required = true;

    /// <summary>A whole channel, with its secrets asked for if they were not given.</summary>
    public JsonObject ReadNew(ParseResult parsed, IShell shell)
    {
        var channel = ReadGiven(parsed, shell);
        if (parsed.GetValue(_upstream) == "v1")
        {
            DemandText(parsed, _v1BaseUrl);
            DemandText(parsed, _v1Username);
            channel["v1_password"] ??= _v1Password.Demand(parsed, shell);
            return channel;
        }

        DemandText(parsed, _phoneNumberId);
        channel["access_token"] ??= _accessToken.Demand(parsed, shell);
        channel["app_secret"] ??= _appSecret.Demand(parsed, shell);
        return channel;
    }

    /// <summary>What the command line says, and no more.</summary>
    public JsonObject ReadGiven(ParseResult parsed, IShell shell)
    {
        var given = new JsonObject();
        Set("phone_number", parsed.GetValue(_phoneNumber));
        Set("phone_number_id", parsed.GetValue(_phoneNumberId));
        Set("waba_id", parsed.GetValue(_wabaId));
        Set("app_id", parsed.GetValue(_appId));
        Set("tenant_id", parsed.GetValue(_tenant)?.ToString());
        Set("upstream", parsed.GetValue(_upstream));
        Set("cloud_base_url", parsed.GetValue(_cloudBaseUrl));
        Set("v1_base_url", parsed.GetValue(_v1BaseUrl));
        Set("v1_username", parsed.GetValue(_v1Username));
        Set("v1_password", _v1Password.Find(parsed, shell));
        Set("messages_per_second", parsed.GetValue(_messagesPerSecond));
        Set("requests_per_second", parsed.GetValue(_requestsPerSecond));
        Set("sent_status", parsed.GetValue(_sentStatus));
        Set("access_token", _accessToken.Find(parsed, shell));
        Set("app_secret", _appSecret.Find(parsed, shell));
        Set("verify_token", _verifyToken.Find(parsed, shell));
        return given;

        void Set(string name, JsonNode? value)
        {
            if (value is not null)
            {
                given[name] = value;
            }
        }
    }

    private static void DemandText(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is null)
        {
            throw CommandException.WrongUsage($"Option '{option.Name}' is required.");
        }
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    private static Option<int?> Rate(string name, string description) => new(name)
    {
        Description = $"{description}, three times as many at once; as the installation has it unless given.",
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, out var rate))
            {
                return rate;
            }

            result.AddError($"{name} is a number, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };
}
