using System.CommandLine;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;

namespace Tujenge.Cli.Channels;

/// <summary><c>tujenge channels update</c>.</summary>
internal static class UpdateChannel
{
    private static readonly string[] Removable = ["tenant", "waba-id", "app-id", "messages-per-second", "requests-per-second"];

    public static Verb Create(AdminCommands admin)
    {
        var verb = new Verb(
            "update",
            "Change what is given, such as a token that ran out; the rest stays.",
            "tujenge channels update 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f --access-token-file -");
        var id = ChannelsCommand.Id(verb);
        var options = new ChannelOptions(verb);
        var without = new Option<string[]>("--without") { Description = "Take a value away; may be given several times." };
        without.AcceptOnlyFromAmong(Removable);
        verb.Options.Add(without);
        verb.SetAction((parsed, cancellationToken) =>
        {
            var change = options.ReadGiven(parsed, admin.Shell);
            foreach (var name in parsed.GetValue(without) ?? [])
            {
                var field = name == "tenant" ? "tenant_id" : name.Replace('-', '_');
                if (change.ContainsKey(field))
                {
                    throw CommandException.WrongUsage($"--{name} and --without {name} contradict each other.");
                }

                change[field] = null;
            }

            return change.Count == 0
                ? throw CommandException.WrongUsage("Nothing was said to change; see --help.")
                : admin.RunAsync<IChannelsApi>(
                    parsed,
                    api => api.UpdateAsync(parsed.GetRequiredValue(id), change, cancellationToken),
                    ChannelsCommand.Write);
        });
        return verb;
    }
}
