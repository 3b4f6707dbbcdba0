using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Channels;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Webhooks;

/// <summary><c>tujenge webhook</c>.</summary>
internal static class WebhookCommand
{
    private const string AnId = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    public static Command Create(AdminCommands admin) => new("webhook", "Where a channel's events go.")
    {
        Show(admin),
        Set(admin),
        Remove(admin),
    };

    private static Verb Show(AdminCommands admin)
    {
        var verb = new Verb("show", "Show a channel's webhook, of its headers only the names.", $"tujenge webhook show {AnId}");
        var channel = ChannelsCommand.Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IWebhookApi>(
            parsed, api => api.GetAsync(parsed.GetRequiredValue(channel), cancellationToken), Write));
        return verb;
    }

    private static Verb Set(AdminCommands admin)
    {
        var verb = new Verb(
            "set",
            "Set where a channel's events go; those that wait are posted at once. Headers that are not given are gone.",
            $"tujenge webhook set {AnId} https://example.com/whatsapp --header-file Authorization=header.txt");
        var channel = ChannelsCommand.Id(verb);
        var url = new Argument<string>("url") { Description = "Absolute address, https unless the installation allows more." };
        verb.Arguments.Add(url);
        var headers = new HeaderOptions(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            var webhook = new JsonObject
            {
                ["url"] = parsed.GetRequiredValue(url),
                ["headers"] = headers.Read(parsed, admin.Shell),
            };
            return admin.RunAsync<IWebhookApi>(
                parsed, api => api.SetAsync(parsed.GetRequiredValue(channel), webhook, cancellationToken), Write);
        });
        return verb;
    }

    private static Verb Remove(AdminCommands admin)
    {
        var verb = new Verb("remove", "Take a channel's webhook away; its events wait for another.", $"tujenge webhook remove {AnId}");
        var channel = ChannelsCommand.Id(verb);
        var confirmation = new Confirmation(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            confirmation.Demand(parsed, admin.Shell, $"Remove the webhook of channel {parsed.GetRequiredValue(channel)}?");
            return admin.RunAsync<IWebhookApi>(
                parsed,
                api => api.RemoveAsync(parsed.GetRequiredValue(channel), cancellationToken),
                (_, printer) => printer.Note("Removed. Events wait until another is set."));
        });
        return verb;
    }

    private static void Write(JsonElement webhook, Printer printer) => printer.Fields(
        ("channel", webhook.Text("channel_id")),
        ("url", webhook.Text("url")),
        ("headers", webhook.Text("header_names")),
        ("changed", webhook.Second("changed_at")));
}
