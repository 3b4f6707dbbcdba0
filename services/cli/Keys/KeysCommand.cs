using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Channels;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Keys;

/// <summary><c>tujenge keys</c>. A new key is all that standard output gets, so that it can be copied or piped.</summary>
internal static class KeysCommand
{
    private const string AnId = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    public static Command Create(AdminCommands admin) => new("keys", "Keys of clients; each opens one channel.")
    {
        List(admin),
        Add(admin),
        Rotate(admin),
        Revoke(admin),
    };

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List all keys of a channel, revoked ones too, oldest first.", $"tujenge keys list {AnId}");
        var channel = ChannelsCommand.Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IKeysApi>(
            parsed,
            api => api.ListAsync(parsed.GetRequiredValue(channel), cancellationToken),
            (answer, printer) => printer.Table(
                answer.List("keys"),
                Column.Id("ID", "id"),
                Column.Text("BEGINS WITH", "start"),
                new Column("LAST USED", key => key.Minute("last_used_at")),
                new Column("STATE", key => StateOf(key, admin.Shell.Clock.GetUtcNow())))));
        return verb;
    }

    private static Verb Add(AdminCommands admin)
    {
        var verb = new Verb("create", "Make a key for a channel. It is printed alone, and this once.", $"tujenge keys create {AnId}");
        var channel = ChannelsCommand.Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IKeysApi>(
            parsed, api => api.CreateAsync(parsed.GetRequiredValue(channel), cancellationToken), WriteNew));
        return verb;
    }

    private static Verb Rotate(AdminCommands admin)
    {
        var verb = new Verb(
            "rotate",
            "Make a key that takes another's place; both work for a while. It is printed alone, and this once.",
            $"tujenge keys rotate {AnId} --overlap 7.00:00:00");
        var key = Id(verb);
        var overlap = Durations.Option("--overlap", "How long both work, up to 30 days; a day unless given.");
        verb.Options.Add(overlap);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<IKeysApi>(
            parsed,
            api => api.RotateAsync(
                parsed.GetRequiredValue(key),
                parsed.GetValue(overlap) is { } time ? new() { ["overlap_seconds"] = (long)time.TotalSeconds } : [],
                cancellationToken),
            (answer, printer) =>
            {
                WriteNew(answer, printer);
                printer.Note($"The key {answer.Text("replaces")} works until {answer.Second("replaced_key_expires_at")}.");
            }));
        return verb;
    }

    private static Verb Revoke(AdminCommands admin)
    {
        var verb = new Verb(
            "revoke", "Make a key stop working everywhere within two seconds, for good.", $"tujenge keys revoke {AnId}");
        var key = Id(verb);
        var confirmation = new Confirmation(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            confirmation.Demand(parsed, admin.Shell, $"Revoke key {parsed.GetRequiredValue(key)} for good? Clients that use it are refused.");
            return admin.RunAsync<IKeysApi>(
                parsed,
                api => api.RevokeAsync(parsed.GetRequiredValue(key), cancellationToken),
                (_, printer) => printer.Note("Revoked."));
        });
        return verb;
    }

    private static Argument<Guid> Id(Verb verb)
    {
        var id = Ids.Argument("key-id", "Which; 'tujenge keys list' shows them.");
        verb.Arguments.Add(id);
        return id;
    }

    private static void WriteNew(JsonElement key, Printer printer)
    {
        printer.Line(key.Text("key"));
        printer.Note($"This is key {key.Text("id")}. Copy it now: it is not stored, so it is never shown again.");
    }

    private static string StateOf(JsonElement key, DateTimeOffset now) => (key.Member("revoked_at"), key.Member("expires_at")) switch
    {
        ({ }, _) => $"revoked {key.Minute("revoked_at")}",
        (null, { } end) when end.TryGetDateTimeOffset(out var at) && at <= now => $"expired {key.Minute("expires_at")}",
        (null, { }) => $"until {key.Minute("expires_at")}",
        _ => "works",
    };
}
