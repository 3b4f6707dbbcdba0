using System.CommandLine;
using System.Text.RegularExpressions;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Doctor.Edge;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Doctor;

/// <summary><c>tujenge doctor</c>.</summary>
internal static partial class DoctorCommand
{
    public static Verb Create(AdminCommands admin)
    {
        var verb = new Verb(
            "doctor",
            "Check the installation part by part, and say what to do. Changes nothing.",
            "tujenge doctor",
            """
            It looks at edge, the broker with its queues, the database with its migrations, the clocks, every channel's access
            token and webhook, and at what waits for a person. The settings are those of the services, from the same places: the
            environment (Database__ConnectionString), appsettings.json, or --SECTION:NAME VALUE. The compose stack has them:
              docker compose run --rm tujenge doctor
            It ends with 0 when nothing failed.
            """)
        {
            TreatUnmatchedTokensAsErrors = false, // They are settings.
        };
        verb.SetAction((parsed, cancellationToken) => RunAsync(parsed, admin, cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AdminCommands admin, CancellationToken cancellationToken)
    {
        CheckSettings(parsed.UnmatchedTokens);
        var edge = new EdgeAddress(
            admin.UrlOf(parsed), admin.TokenOf(parsed), admin.Shell.Variable("TUJENGE_OPERATOR") ?? admin.Shell.UserName);
        IReadOnlyList<Finding> findings;
        await using (var installation = Installation.Create([.. parsed.UnmatchedTokens]))
        {
            findings = await Examination.RunAsync(installation.ChecksWith(edge), cancellationToken);
        }

        if (admin.IsJsonWanted(parsed))
        {
            await admin.Shell.Output.WriteLineAsync(Report.ToJson(findings));
        }
        else
        {
            Report.Write(findings, new Printer(admin.Shell));
        }

        return Report.ExitCodeOf(findings);
    }

    /// <summary>A misspelt option must not pass for a setting.</summary>
    private static void CheckSettings(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var match = Setting.Match(tokens[i]);
            if (!match.Success)
            {
                throw CommandException.WrongUsage(
                    $"'{tokens[i]}' is neither an option nor a setting such as --Messaging:Host amqp://rabbitmq.example:5672/. See: tujenge doctor --help");
            }

            if (!match.Groups["value"].Success && ++i == tokens.Count)
            {
                throw CommandException.WrongUsage($"The setting {tokens[^1]} has no value.");
            }
        }
    }

    [GeneratedRegex(@"\A--[A-Za-z]\w*(:\w+)+(?<value>=.*)?\z", RegexOptions.Singleline)]
    private static partial Regex Setting { get; }
}
