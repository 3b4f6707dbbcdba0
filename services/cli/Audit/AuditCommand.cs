using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Audit;

/// <summary><c>tujenge audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create(AdminCommands admin) => new("audit", "Who changed what.") { List(admin) };

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List changes, newest first.", "tujenge audit list --limit 20");
        var channel = Ids.Option("--channel", "Only those that concern this channel.");
        verb.Options.Add(channel);
        var paging = new Paging(verb, "before");
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IAuditApi>(
            parsed,
            api => api.ListAsync(parsed.GetValue(channel), paging.Limit(parsed), paging.From(parsed), cancellationToken),
            (answer, printer) =>
            {
                printer.Table(
                    answer.List("entries"),
                    Column.Moment("AT", "at"),
                    Column.Id("SUBJECT", "subject"),
                    new Column("CHANGE", ChangeIn));
                paging.WriteNext(answer, printer);
            }));
        return verb;
    }

    private static string ChangeIn(JsonElement entry)
    {
        var change = $"{entry.Text("action")} by {entry.Text("actor")}";
        return entry.Member("details") is { ValueKind: JsonValueKind.Object } details && details.EnumerateObject().Any()
            ? $"{change}: {string.Join(", ", details.EnumerateObject().Select(detail => $"{detail.Name}={detail.Value}"))}"
            : change;
    }
}
