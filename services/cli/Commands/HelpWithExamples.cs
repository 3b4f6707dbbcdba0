using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tujenge.Cli.Commands;

/// <summary>The library's help, followed by more about the command, and examples: of the command itself, or of those below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        string[] examples = parseResult.CommandResult.Command is Verb verb
            ? [verb.Example]
            : [.. parseResult.CommandResult.Command.Subcommands.Select(FirstExample)];
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb { Details: { } details })
        {
            output.WriteLine(details);
            output.WriteLine();
        }

        output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  {example}");
        }

        return code;
    }

    private static string FirstExample(Command command) => command is Verb verb ? verb.Example : FirstExample(command.Subcommands[0]);
}
