using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Channels;

/// <summary><c>tujenge channels</c>.</summary>
internal static class ChannelsCommand
{
    private const string AnId = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    public static Command Create(AdminCommands admin) => new("channels", "Business phone numbers with their upstream.")
    {
        List(admin),
        Show(admin),
        CreateChannel.Create(admin),
        UpdateChannel.Create(admin),
        RotateCallbackToken.Create(admin),
    };

    /// <summary>The id of a channel as the first argument.</summary>
    public static Argument<Guid> Id(Command command)
    {
        var id = Ids.Argument("channel-id", "Which; 'tujenge channels list' shows them.");
        command.Arguments.Add(id);
        return id;
    }

    /// <summary>Shows one channel.</summary>
    public static void Write(JsonElement channel, Printer printer) => printer.Fields(
    [
        ("id", channel.Text("id")),
        ("phone number", channel.Text("phone_number")),
        .. channel.Text("upstream") == "v1" ? [] : new[] { ("phone number id", channel.Text("phone_number_id")), ("waba id", channel.Text("waba_id")) },
        ("tenant", channel.Text("tenant_id")),
        ("upstream", channel.Text("upstream")),
        .. Given(channel, "app id", "app_id"),
        .. Given(channel, "cloud base url", "cloud_base_url"),
        .. Given(channel, "v1 base url", "v1_base_url"),
        .. Given(channel, "v1 username", "v1_username"),
        ("messages per second", channel.Text("messages_per_second")),
        ("requests per second", channel.Text("requests_per_second")),
        .. Given(channel, "sent status", "sent_status"),
        ("created", channel.Second("created_at")),
        .. Told(channel, "quality", "quality", "event"),
        .. Told(channel, "messaging limit", "quality", "messaging_limit"),
        .. Told(channel, "display name", "name", "decision"),
        .. Told(channel, "account", "event", "event"),
        .. Told(channel, "ban", "ban", "state"),
        .. Told(channel, "restrictions", "restrictions", "list"),
        .. Told(channel, "violation", "violation", "type"),
        .. Told(channel, "review", "review", "decision"),
        .. Given(channel, "verify token", "verify_token"),
        .. Given(channel, "callback token", "callback_token"),
    ]);

    /// <summary>What only some channels have.</summary>
    private static (string, string)[] Given(JsonElement channel, string name, string field) =>
        channel.Member(field) is { } value ? [(name, $"{value}")] : [];

    /// <summary>What WhatsApp told of the number and its account. The rest of it, such as when, is in the API's answer.</summary>
    private static (string, string)[] Told(JsonElement channel, string name, string part, string field) =>
        channel.Member("account")?.Member(part) is { } told ? Given(told, name, field) : [];

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List all channels, or those of one tenant, oldest first.", "tujenge channels list");
        var tenant = Ids.Option("--tenant", "Only those of this tenant.");
        verb.Options.Add(tenant);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IChannelsApi>(
            parsed,
            api => api.ListAsync(parsed.GetValue(tenant), cancellationToken),
            (answer, printer) => printer.Table(
                answer.List("channels"),
                Column.Id("ID", "id"),
                Column.Id("PHONE NUMBER", "phone_number"),
                Column.Text("PHONE NUMBER ID", "phone_number_id"))));
        return verb;
    }

    private static Verb Show(AdminCommands admin)
    {
        var verb = new Verb("show", "Show one channel, without its secrets.", $"tujenge channels show {AnId}");
        var id = Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IChannelsApi>(
            parsed, api => api.GetAsync(parsed.GetRequiredValue(id), cancellationToken), Write));
        return verb;
    }
}
