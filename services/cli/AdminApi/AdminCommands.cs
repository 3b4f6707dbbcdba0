using System.CommandLine;
using System.Text.Json;
using Refit;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;
using Tujenge.Cli.Shell;

namespace Tujenge.Cli.AdminApi;

/// <summary>What all commands that call the admin API have in common: where it is, the token, and how answers are shown.</summary>
internal sealed class AdminCommands(IShell shell)
{
    private const string Json = "json";
    private const string UrlVariable = "TUJENGE_URL";
    private const string TokenVariable = "TUJENGE_TOKEN";

    private readonly Option<string> _url = new("--url")
    {
        Description = $"Where edge is; better in {UrlVariable}.",
        HelpName = "URL",
        Recursive = true,
        DefaultValueFactory = _ => shell.Variable(UrlVariable) ?? "http://127.0.0.1:8080",
    };

    // Without a default: help would show it.
    private readonly Option<string?> _token = new("--token")
    {
        Description = $"The operator's token (Edge:OperatorToken). Others on this machine can see it here: better in {TokenVariable}.",
        HelpName = "TOKEN",
        Recursive = true,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "How to show the answer: as tables, or as the API's JSON.",
        Recursive = true,
        DefaultValueFactory = _ => "table",
    };

    /// <summary>What surrounds the program.</summary>
    public IShell Shell => shell;

    /// <summary>Adds the options of all commands.</summary>
    public void AddOptionsTo(Command root)
    {
        _output.AcceptOnlyFromAmong("table", Json);
        root.Options.Add(_url);
        root.Options.Add(_token);
        root.Options.Add(_output);
    }

    /// <summary>Whether the answer is wanted as JSON.</summary>
    public bool IsJsonWanted(ParseResult parsed) => parsed.GetValue(_output) == Json;

    /// <summary>Where edge is, without a slash at the end.</summary>
    /// <exception cref="CommandException">It is no address.</exception>
    public Uri UrlOf(ParseResult parsed)
    {
        var text = parsed.GetValue(_url);
        return Uri.TryCreate(text?.TrimEnd('/'), UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            ? url
            : throw CommandException.WrongUsage($"--url or {UrlVariable} must be an address such as http://127.0.0.1:8080, not '{text}'.");
    }

    /// <summary>The operator's token; null when none was given.</summary>
    /// <exception cref="CommandException">It could not be sent.</exception>
    public string? TokenOf(ParseResult parsed)
    {
        var token = parsed.GetValue(_token) ?? shell.Variable(TokenVariable);
        return token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw CommandException.WrongUsage($"{TokenVariable} or --token has characters that no token has.")
            : token;
    }

    /// <summary>Calls the admin API and shows its answer.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="call">The call.</param>
    /// <param name="show">Shows the answer to a person; of an answer without a body it gets the default.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync<TApi>(
        ParseResult parsed,
        Func<TApi, Task<IApiResponse<string>>> call,
        Action<JsonElement, Printer> show)
    {
        var token = TokenOf(parsed)
            ?? throw CommandException.WrongUsage($"The operator's token is needed: set {TokenVariable} to what edge has as Edge:OperatorToken.");
        var url = UrlOf(parsed);
        using var client = AdminClient.Create(url, token, shell.Variable("TUJENGE_OPERATOR") ?? shell.UserName);
        var body = await AdminClient.CallAsync(url, () => call(RestService.ForGenerated<TApi>(client)));
        if (IsJsonWanted(parsed))
        {
            if (body.Length > 0)
            {
                await shell.Output.WriteLineAsync(body);
            }

            return ExitCode.Ok;
        }

        show(body.Length > 0 ? AdminClient.Read(url, body) : default, new Printer(shell));
        return ExitCode.Ok;
    }
}
