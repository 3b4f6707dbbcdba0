using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;
using Tujenge.Contracts.Messages;

namespace Tujenge.Cli.Messages;

/// <summary><c>tujenge messages</c>.</summary>
internal static class MessagesCommand
{
    private static readonly string[] States = [.. Enum.GetNames<MessageState>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static Command Create(AdminCommands admin) => new("messages", "What became of messages. Their text is not shown.")
    {
        List(admin),
        Show(admin),
    };

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List messages, newest first.", "tujenge messages list --state failed");
        var channel = Ids.Option("--channel", "Only those of this channel.");
        var state = new Option<string?>("--state") { Description = "Only those that stand here now." };
        state.AcceptOnlyFromAmong(States);
        var recipient = new Option<string?>("--recipient") { Description = "Only those to this number.", HelpName = "NUMBER" };
        verb.Options.Add(channel);
        verb.Options.Add(state);
        verb.Options.Add(recipient);
        var paging = new Paging(verb, "before");
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IMessagesApi>(
            parsed,
            api => api.ListAsync(
                parsed.GetValue(channel),
                parsed.GetValue(state),
                parsed.GetValue(recipient),
                paging.Limit(parsed),
                paging.From(parsed),
                cancellationToken),
            (answer, printer) =>
            {
                printer.Table(
                    answer.List("messages"),
                    Column.Id("ID", "id"),
                    new Column("STATE", StateOf),
                    Column.Id("RECIPIENT", "recipient"),
                    Column.Moment("ACCEPTED", "accepted_at"));
                paging.WriteNext(answer, printer);
            }));
        return verb;
    }

    private static Verb Show(AdminCommands admin)
    {
        var verb = new Verb("show", "Show one message.", "tujenge messages show gBEG0190A5D27C117E2A9F003B5A5D1C2E4F");
        var id = new Argument<string>("message-id") { Description = "The id that the client got." };
        verb.Arguments.Add(id);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IMessagesApi>(
            parsed, api => api.GetAsync(parsed.GetRequiredValue(id), cancellationToken), Write));
        return verb;
    }

    private static string StateOf(JsonElement message) =>
        message.Member("error") is { } error ? $"{message.Text("state")} ({error.Text("code")})" : message.Text("state");

    private static void Write(JsonElement message, Printer printer)
    {
        printer.Fields(
        [
            ("id", message.Text("id")),
            ("WhatsApp's id", message.Text("upstream_id")),
            ("channel", message.Text("channel_id")),
            ("recipient", message.Text("recipient")),
            ("state", message.Text("state")),
            .. message.Member("error") is { } error
                ? [("error", ErrorOf(error))]
                : Array.Empty<(string, string)>(),
            ("calls", message.Text("attempts")),
            ("accepted", message.Second("accepted_at")),
            ("due", message.Second("due_at")),
            ("called", message.Second("sending_at")),
            ("answered", message.Second("answered_at")),
            ("sent", message.Second("sent_at")),
            ("delivered", message.Second("delivered_at")),
            ("read", message.Second("read_at")),
            ("failed", message.Second("failed_at")),
        ]);
        if (message.List("statuses") is { Count: > 0 } statuses)
        {
            printer.Line("");
            printer.Table(
                statuses,
                Column.Text("STATUS", "status"),
                new Column("AT", status => status.Second("at")),
                new Column("RECEIVED", status => status.Second("received_at")),
                Column.Id("MEMBER", "member"),
                new Column("ERROR", status => status.Member("error") is { } error ? ErrorOf(error) : JsonReading.Nothing));
        }
    }

    private static string ErrorOf(JsonElement error) => $"{error.Text("code")} {error.Text("title")}: {error.Text("details")}";
}
