using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Audit;
using Tujenge.Cli.Callbacks;
using Tujenge.Cli.Channels;
using Tujenge.Cli.Commands;
using Tujenge.Cli.DeadLetters;
using Tujenge.Cli.Deliveries;
using Tujenge.Cli.Doctor;
using Tujenge.Cli.Keys;
using Tujenge.Cli.Messages;
using Tujenge.Cli.Shell;
using Tujenge.Cli.Tenants;
using Tujenge.Cli.Webhooks;

namespace Tujenge.Cli;

/// <summary>The command line of operators: everything that the admin API can do, and a doctor.</summary>
internal static class TujengeCommand
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="shell">What surrounds the program.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, IShell shell)
    {
        // An argument that begins with @ is a text, not a file of further arguments.
        var parsed = Create(shell).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var isWrong = parsed.Action is ParseErrorAction;
        try
        {
            if (parsed.Action is ParseErrorAction wrong)
            {
                wrong.ShowHelp = false; // It would push the error out of sight.
            }

            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = isWrong ? shell.Error : shell.Output,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
            });
            return isWrong ? SayHowToUse(parsed, shell) : code;
        }
        catch (CommandException end)
        {
            await shell.Error.WriteLineAsync(end.Message);
            return end.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await shell.Error.WriteLineAsync("Interrupted.");
            return ExitCode.Failed;
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Create(IShell shell)
    {
        var admin = new AdminCommands(shell);
        var root = new RootCommand("Administers Tujenge: tenants, channels, keys, webhooks, and what became of messages.")
        {
            TenantsCommand.Create(admin),
            ChannelsCommand.Create(admin),
            KeysCommand.Create(admin),
            WebhookCommand.Create(admin),
            MessagesCommand.Create(admin),
            DeliveriesCommand.Create(admin),
            CallbacksCommand.Create(admin),
            DeadLettersCommand.Create(admin),
            AuditCommand.Create(admin),
            DoctorCommand.Create(admin),
        };
        admin.AddOptionsTo(root);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;
    }

    private static int SayHowToUse(ParseResult parsed, IShell shell)
    {
        shell.Error.WriteLine($"How it is used: {Verb.PathOf(parsed.CommandResult)} --help");
        return ExitCode.WrongUsage;
    }
}
