using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;
using Tujenge.Edge.DeadLetters;

namespace Tujenge.Cli.DeadLetters;

/// <summary><c>tujenge dead-letters</c>.</summary>
internal static class DeadLettersCommand
{
    private const string AnId = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private static readonly string[] States = [.. Enum.GetNames<DeadLetterState>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static Command Create(AdminCommands admin) => new("dead-letters", "Messages on the bus that a service could not process.")
    {
        List(admin),
        Show(admin),
        ReplayDeadLetters.Create(admin),
        Discard(admin),
    };

    /// <summary>The id of a dead letter as an argument.</summary>
    public static Argument<Guid> Id(Verb verb)
    {
        var id = Ids.Argument("dead-letter-id", "Which; 'tujenge dead-letters list' shows them.");
        verb.Arguments.Add(id);
        return id;
    }

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List dead letters, oldest first.", "tujenge dead-letters list --state waiting");
        var state = new Option<string?>("--state") { Description = "Only those that stand here now." };
        state.AcceptOnlyFromAmong(States);
        var queue = new Option<string?>("--queue") { Description = "Only those of this queue.", HelpName = "NAME" };
        verb.Options.Add(state);
        verb.Options.Add(queue);
        var paging = new Paging(verb, "after");
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IDeadLettersApi>(
            parsed,
            api => api.ListAsync(
                parsed.GetValue(state), parsed.GetValue(queue), paging.Limit(parsed), paging.From(parsed), cancellationToken),
            (answer, printer) =>
            {
                printer.Table(
                    answer.List("dead_letters"),
                    Column.Id("ID", "id"),
                    Column.Text("STATE", "state"),
                    Column.Text("QUEUE", "queue"),
                    new Column("FAULT", letter => letter.Member("fault_type") is { } fault ? $"{fault}".Split('.')[^1] : letter.Text("kind")));
                paging.WriteNext(answer, printer);
            }));
        return verb;
    }

    private static Verb Show(AdminCommands admin)
    {
        var verb = new Verb("show", "Show one dead letter with all that is known of it.", $"tujenge dead-letters show {AnId}");
        var id = Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IDeadLettersApi>(
            parsed, api => api.GetAsync(parsed.GetRequiredValue(id), cancellationToken), Write));
        return verb;
    }

    private static Verb Discard(AdminCommands admin)
    {
        var verb = new Verb(
            "discard", "Give a dead letter up; its contents are erased.", $"tujenge dead-letters discard {AnId} --reason \"test data\"");
        var id = Id(verb);
        var reason = new Reason(verb);
        var confirmation = new Confirmation(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            confirmation.Demand(parsed, admin.Shell, $"Discard dead letter {parsed.GetRequiredValue(id)}? Its contents are erased.");
            return admin.RunAsync<IDeadLettersApi>(
                parsed,
                api => api.DiscardAsync(parsed.GetRequiredValue(id), reason.Body(parsed), cancellationToken),
                (_, printer) => printer.Note("Discarded."));
        });
        return verb;
    }

    private static void Write(JsonElement letter, Printer printer)
    {
        printer.Fields(
            ("id", letter.Text("id")),
            ("state", letter.Text("state")),
            ("kind", letter.Text("kind")),
            ("queue", letter.Text("queue")),
            ("message id", letter.Text("message_id")),
            ("message types", letter.Text("message_types")),
            ("channel", letter.Text("channel_id")),
            ("fault", letter.Text("fault_type")),
            ("fault message", letter.Text("fault_message")),
            ("moved", letter.Second("moved_at")),
            ("ended", letter.Second("ended_at")),
            ("discarded because", letter.Text("reason")),
            ("content type", letter.Text("content_type")));
        if (letter.Member("headers") is { ValueKind: JsonValueKind.Object } headers && headers.EnumerateObject().Any())
        {
            printer.Line("");
            printer.Fields([.. headers.EnumerateObject().Select(header => (header.Name, $"{header.Value}"))]);
        }

        if (letter.Member("body") is { } body)
        {
            printer.Line("");
            printer.Json(body);
        }
        else if (letter.Member("body_base64") is { } bytes)
        {
            printer.Line("");
            printer.Line($"{bytes}");
        }
    }
}
