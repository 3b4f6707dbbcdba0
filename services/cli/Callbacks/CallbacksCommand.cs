using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;
using Tujenge.Contracts.Callbacks;

namespace Tujenge.Cli.Callbacks;

/// <summary><c>tujenge callbacks</c>.</summary>
internal static class CallbacksCommand
{
    private static readonly string[] Problems = [.. Enum.GetNames<CallbackProblem>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static Command Create(AdminCommands admin) => new("callbacks", "What came from WhatsApp within a week and no channel got.")
    {
        List(admin),
        Show(admin),
    };

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List callbacks that no channel got, newest first.", "tujenge callbacks list --problem unknown_number");
        var number = new Option<string?>("--phone-number-id") { Description = "Only those about this number of the Cloud API.", HelpName = "ID" };
        var problem = new Option<string?>("--problem") { Description = "Only those with this problem." };
        problem.AcceptOnlyFromAmong(Problems);
        verb.Options.Add(number);
        verb.Options.Add(problem);
        var paging = new Paging(verb, "before");
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<ICallbacksApi>(
            parsed,
            api => api.ListAsync(
                parsed.GetValue(number), parsed.GetValue(problem), paging.Limit(parsed), paging.From(parsed), cancellationToken),
            (answer, printer) =>
            {
                printer.Table(
                    answer.List("callbacks"),
                    Column.Id("ID", "id"),
                    Column.Text("PROBLEM", "problem"),
                    Column.Id("PHONE NUMBER ID", "phone_number_id"),
                    Column.Id("CHANNEL", "channel_id"),
                    Column.Moment("RECEIVED", "received_at"));
                paging.WriteNext(answer, printer);
            }));
        return verb;
    }

    private static Verb Show(AdminCommands admin)
    {
        var verb = new Verb("show", "Show one callback with its body, which may hold what a customer wrote.", "tujenge callbacks show 17");
        var id = new Argument<long>("id") { Description = "Which: 'tujenge callbacks list' shows it." };
        verb.Arguments.Add(id);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<ICallbacksApi>(
            parsed, api => api.GetAsync(parsed.GetRequiredValue(id), cancellationToken), Write));
        return verb;
    }

    private static void Write(JsonElement callback, Printer printer)
    {
        printer.Fields(
            ("id", callback.Text("id")),
            ("problem", callback.Text("problem")),
            ("phone number id", callback.Text("phone_number_id")),
            ("channel", callback.Text("channel_id")),
            ("received", callback.Second("received_at")));
        printer.Line("");
        printer.Line(callback.Text("body"));
    }
}
