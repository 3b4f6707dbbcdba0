using System.CommandLine;
using System.Text.Json.Nodes;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Deliveries;

/// <summary><c>tujenge deliveries replay</c>: one, or all that are parked for a channel.</summary>
internal static class ReplayDeliveries
{
    public static Verb Create(AdminCommands admin)
    {
        var verb = new Verb(
            "replay",
            "Call the webhook again now, for one event or for all that are parked for a channel.",
            "tujenge deliveries replay --channel 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");
        var id = DeliveriesCommand.Id(verb);
        id.Arity = ArgumentArity.ZeroOrOne;
        var channel = Ids.Option("--channel", "All that are parked for this channel.");
        verb.Options.Add(channel);
        var confirmation = new Confirmation(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            var one = parsed.GetResult(id) is { Tokens.Count: > 0 } ? parsed.GetValue(id) : (Guid?)null;
            var all = parsed.GetValue(channel);
            if (one is null == all is null)
            {
                throw CommandException.WrongUsage("Which? Give an event's id, or --channel for all that are parked for one.");
            }

            if (all is not null)
            {
                confirmation.Demand(parsed, admin.Shell, $"Post all parked events of channel {all} to its webhook again?");
            }

            return admin.RunAsync<IDeliveriesApi>(
                parsed,
                api => one is { } eventId
                    ? api.ReplayAsync(eventId, cancellationToken)
                    : api.ReplayManyAsync(new JsonObject { ["channel_id"] = $"{all}" }, cancellationToken),
                (answer, printer) => printer.Line($"{answer.Text("replayed")} replayed."));
        });
        return verb;
    }
}
