using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;
using Tujenge.Contracts.Messages;

namespace Tujenge.Cli.Deliveries;

/// <summary><c>tujenge deliveries</c>.</summary>
internal static class DeliveriesCommand
{
    private const string AnId = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private static readonly string[] States = [.. Enum.GetNames<DeliveryState>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static Command Create(AdminCommands admin) => new("deliveries", "What webhooks were told; parked is what they did not take for days.")
    {
        List(admin),
        Show(admin),
        ReplayDeliveries.Create(admin),
        Discard(admin),
    };

    /// <summary>The id of an event as an argument.</summary>
    public static Argument<Guid> Id(Verb verb)
    {
        var id = Ids.Argument("event-id", "Which: the webhook-id of its calls; 'tujenge deliveries list' shows them.");
        verb.Arguments.Add(id);
        return id;
    }

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List deliveries, newest first.", "tujenge deliveries list --state parked");
        var channel = Ids.Option("--channel", "Only those to this channel's webhook.");
        var state = new Option<string?>("--state") { Description = "Only those that stand here now." };
        state.AcceptOnlyFromAmong(States);
        verb.Options.Add(channel);
        verb.Options.Add(state);
        var paging = new Paging(verb, "before");
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IDeliveriesApi>(
            parsed,
            api => api.ListAsync(
                parsed.GetValue(channel), parsed.GetValue(state), paging.Limit(parsed), paging.From(parsed), cancellationToken),
            (answer, printer) =>
            {
                printer.Table(
                    answer.List("deliveries"),
                    Column.Id("EVENT ID", "event_id"),
                    Column.Text("STATE", "state"),
                    Column.Text("CALLS", "attempts"),
                    Column.Text("LAST ERROR", "last_error"));
                paging.WriteNext(answer, printer);
            }));
        return verb;
    }

    private static Verb Show(AdminCommands admin)
    {
        var verb = new Verb("show", "Show one delivery with its calls and its event.", $"tujenge deliveries show {AnId}");
        var id = Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IDeliveriesApi>(
            parsed, api => api.GetAsync(parsed.GetRequiredValue(id), cancellationToken), Write));
        return verb;
    }

    private static Verb Discard(AdminCommands admin)
    {
        var verb = new Verb(
            "discard", "Give up a parked delivery; its contents are erased.", $"tujenge deliveries discard {AnId} --reason \"test data\"");
        var id = Id(verb);
        var reason = new Reason(verb);
        var confirmation = new Confirmation(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            confirmation.Demand(parsed, admin.Shell, $"Discard the delivery of event {parsed.GetRequiredValue(id)}? Its contents are erased.");
            return admin.RunAsync<IDeliveriesApi>(
                parsed,
                api => api.DiscardAsync(parsed.GetRequiredValue(id), reason.Body(parsed), cancellationToken),
                (_, printer) => printer.Note("Discarded."));
        });
        return verb;
    }

    private static void Write(JsonElement delivery, Printer printer)
    {
        printer.Fields(
            ("event id", delivery.Text("event_id")),
            ("channel", delivery.Text("channel_id")),
            ("state", delivery.Text("state")),
            ("calls", delivery.Text("attempts")),
            ("created", delivery.Second("created_at")),
            ("due", delivery.Second("due_at")),
            ("replayed", delivery.Second("replayed_at")),
            ("ended", delivery.Second("ended_at")),
            ("last error", delivery.Text("last_error")),
            ("discarded because", delivery.Text("discard_reason")));
        if (delivery.List("log") is { Count: > 0 } calls)
        {
            printer.Line("");
            printer.Table(
                calls,
                Column.Text("CALL", "number"),
                new Column("STARTED", call => call.Second("started_at")),
                new Column("TOOK", call => $"{call.Text("duration_ms")} ms"),
                Column.Text("STATUS", "status_code"),
                Column.Text("ERROR", "error"));
        }

        if (delivery.Member("body") is { } body)
        {
            printer.Line("");
            printer.Json(body);
        }
    }
}
