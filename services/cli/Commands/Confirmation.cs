using System.CommandLine;
using Tujenge.Cli.Shell;

namespace Tujenge.Cli.Commands;

/// <summary>Makes sure that what cannot be taken back is meant.</summary>
internal sealed class Confirmation
{
    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Do not ask. Needed where nobody can be asked, such as in scripts.",
    };

    /// <summary>Adds <c>--yes</c>.</summary>
    public Confirmation(Command command) => command.Options.Add(_yes);

    /// <summary>Asks, unless the command line has the answer.</summary>
    /// <exception cref="CommandException">The answer is no, or there is nobody to answer.</exception>
    public void Demand(ParseResult parsed, IShell shell, string question)
    {
        if (parsed.GetValue(_yes))
        {
            return;
        }

        if (!shell.IsInteractive)
        {
            throw CommandException.WrongUsage($"{question} Nobody can be asked here: say --yes.");
        }

        if (!shell.Confirm(question))
        {
            throw CommandException.Failed("Nothing was changed.");
        }
    }
}
