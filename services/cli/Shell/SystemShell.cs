using Spectre.Console;

namespace Tujenge.Cli.Shell;

/// <summary>The process's own streams. Questions go to standard error, so that they are seen while the output is redirected.</summary>
internal sealed class SystemShell : IShell
{
    private readonly Lazy<IAnsiConsole> _questions = new(() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    /// <inheritdoc/>
    public TextReader Input => Console.In;

    /// <inheritdoc/>
    public TextWriter Output => Console.Out;

    /// <inheritdoc/>
    public TextWriter Error => Console.Error;

    /// <inheritdoc/>
    public bool IsInteractive => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public int? Width => Console.IsOutputRedirected ? null : Console.WindowWidth;

    /// <inheritdoc/>
    public TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    public string UserName => Environment.UserName;

    /// <inheritdoc/>
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <inheritdoc/>
    public string AskSecret(string question) =>
        _questions.Value.Prompt(new TextPrompt<string>(Markup.Escape(question)).Secret(mask: null));

    /// <inheritdoc/>
    public bool Confirm(string question) =>
        _questions.Value.Prompt(new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false });
}
