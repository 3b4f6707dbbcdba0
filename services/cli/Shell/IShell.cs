namespace Tujenge.Cli.Shell;

/// <summary>What surrounds the program: its streams, the person at the terminal if there is one, and the environment.</summary>
internal interface IShell
{
    /// <summary>Standard input.</summary>
    TextReader Input { get; }

    /// <summary>Standard output: what was asked for, and nothing else.</summary>
    TextWriter Output { get; }

    /// <summary>Standard error: what a person should know besides.</summary>
    TextWriter Error { get; }

    /// <summary>Whether there is somebody to be asked.</summary>
    bool IsInteractive { get; }

    /// <summary>Columns of the terminal that <see cref="Output"/> goes to; null when it goes to a file or another program.</summary>
    int? Width { get; }

    /// <summary>The time.</summary>
    TimeProvider Clock { get; }

    /// <summary>Who runs the program.</summary>
    string UserName { get; }

    /// <summary>An environment variable; null when it is not set or empty.</summary>
    string? Variable(string name);

    /// <summary>Asks for a text that is not shown while it is typed.</summary>
    string AskSecret(string question);

    /// <summary>Asks a question that is answered with yes or no.</summary>
    bool Confirm(string question);
}
