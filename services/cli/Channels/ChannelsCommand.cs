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
        ("phone number id", channel.Text("phone_number_id")),
        ("waba id", channel.Text("waba_id")),
        ("tenant", channel.Text("tenant_id")),
        ("upstream", channel.Text("upstream")),
        ("cloud base url", channel.Text("cloud_base_url")),
        ("messages per second", channel.Text("messages_per_second")),
        ("requests per second", channel.Text("requests_per_second")),
        ("created", channel.Second("created_at")),
        .. channel.Member("verify_token") is { } token ? [("verify token", $"{token}")] : Array.Empty<(string, string)>(),
    ]);

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
