using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.DeadLetters;

/// <summary><c>tujenge dead-letters replay</c>: one, those of a queue, or all that wait.</summary>
internal static class ReplayDeadLetters
{
    public static Verb Create(AdminCommands admin)
    {
        var verb = new Verb(
            "replay",
            "Bring dead letters back to their queues: one, those of a queue, or all that wait.",
            "tujenge dead-letters replay --queue dispatcher-message-status-changed");
        var id = DeadLettersCommand.Id(verb);
        id.Arity = ArgumentArity.ZeroOrOne;
        var queue = new Option<string?>("--queue") { Description = "All that wait and come from this queue.", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "All that wait." };
        verb.Options.Add(queue);
        verb.Options.Add(all);
        var confirmation = new Confirmation(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            var one = parsed.GetResult(id) is { Tokens.Count: > 0 } ? parsed.GetValue(id) : (Guid?)null;
            var name = parsed.GetValue(queue);
            var isAll = parsed.GetValue(all);
            if (new[] { one is not null, name is not null, isAll }.Count(given => given) != 1)
            {
                throw CommandException.WrongUsage("Which? Give a dead letter's id, --queue NAME or --all.");
            }

            if (one is null)
            {
                confirmation.Demand(
                    parsed, admin.Shell, $"Replay all dead letters that wait{(name is null ? "" : $" and come from {name}")}?");
            }

            return admin.RunAsync<IDeadLettersApi>(
                parsed,
                api => one is { } letter
                    ? api.ReplayAsync(letter, cancellationToken)
                    : api.ReplayManyAsync(name is null ? new JsonObject { ["all"] = true } : new JsonObject { ["queue"] = name }, cancellationToken),
                Write);
        });
        return verb;
    }

    private static void Write(JsonElement answer, Printer printer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            printer.Note("Replayed.");
            return;
        }

        printer.Line($"{answer.Text("replayed")} replayed.");
        if (answer.Member("without_queue") is { } lost && lost.TryGetInt32(out var count) && count > 0)
        {
            printer.Note($"{count} wait on: their queue is not known or does not exist.");
        }

        if (answer.Member("remaining") is { } rest && rest.TryGetInt32(out var more) && more > 0)
        {
            printer.Note($"{more} wait on, too many for one call: repeat it.");
        }
    }
}
