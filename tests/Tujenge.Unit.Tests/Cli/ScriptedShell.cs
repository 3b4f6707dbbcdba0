using System.Text;
using Tujenge.Cli;
using Tujenge.Cli.Shell;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>Stands for a terminal or a pipe, and for the person at it.</summary>
internal sealed class ScriptedShell : IShell
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public ScriptedShell(Uri? url = null, string? token = null)
    {
        Variables["TUJENGE_URL"] = url?.ToString() ?? "http://127.0.0.1:1";
        if (token is not null)
        {
            Variables["TUJENGE_TOKEN"] = token;
        }
    }

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What is piped into the program.</summary>
    public string Piped { get; set; } = "";

    /// <summary>What the person types, question by question; null: there is nobody.</summary>
    public Queue<string>? Answers { get; set; }

    public List<string> Questions { get; } = [];

    public int? Width { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public string UserName => "asha";

    public bool IsInteractive => Answers is not null;

    public TextReader Input => field ??= new StringReader(Piped);

    public TextWriter Output => new StringWriter(_output);

    public TextWriter Error => new StringWriter(_error);

    /// <summary>All of standard output.</summary>
    public string Printed => _output.ToString();

    /// <summary>All of standard error.</summary>
    public string Said => _error.ToString();

    public string[] Lines => Printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public string AskSecret(string question) => Ask(question);

    public bool Confirm(string question) => Ask(question) == "y";

    /// <summary>Runs one command line in this shell.</summary>
    public Task<int> RunAsync(params string[] args) => TujengeCommand.RunAsync(args, this);

    private string Ask(string question)
    {
        Questions.Add(question);
        return Answers!.Dequeue();
    }
}
