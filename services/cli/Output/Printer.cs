using System.Text.Json;
using Spectre.Console;
using Tujenge.Cli.Shell;

namespace Tujenge.Cli.Output;

/// <summary>Shows answers to a person. Into a file or a pipe goes one line for each entry, with nothing but text in it.</summary>
internal sealed class Printer(IShell shell)
{
    /// <summary>Tables are made for this many columns; a narrower terminal breaks the lines itself.</summary>
    private const int Narrowest = 80;

    private const int Unlimited = 100_000;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A line of what was asked for.</summary>
    public void Line(string text) => shell.Output.WriteLine(Printable(text));

    /// <summary>A line for the person, which no program reads.</summary>
    public void Note(string text) => shell.Error.WriteLine(Printable(text));

    /// <summary>Entries as a table; a note when there are none.</summary>
    public void Table(IReadOnlyList<JsonElement> entries, params IReadOnlyList<Column> columns)
    {
        Rows([.. columns.Select(column => column.Heading)], [.. columns.Select(column => column.IsWhole)], [.. entries.Select(entry => columns.Select(column => column.Show(entry)).ToArray())]);
        if (entries.Count == 0)
        {
            Note("There are none.");
        }
    }

    /// <summary>One entry, field by field.</summary>
    public void Fields(params IReadOnlyList<(string Name, string Value)> fields) =>
        Rows(null, [true, false], [.. fields.Select(field => new[] { field.Name, field.Value })]);

    /// <summary>JSON that is part of an answer, readable.</summary>
    public void Json(JsonElement json) => shell.Output.WriteLine(JsonSerializer.Serialize(json, Indented));

    /// <summary>A table without lines around it.</summary>
    /// <param name="headings">Null for a table without.</param>
    /// <param name="whole">Which columns are never broken.</param>
    /// <param name="rows">Cells.</param>
    public void Rows(IReadOnlyList<string>? headings, IReadOnlyList<bool> whole, IReadOnlyList<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = headings is not null };
        for (var i = 0; i < whole.Count; i++)
        {
            table.AddColumn(new TableColumn(new Text(headings?[i] ?? "", new Style(decoration: Decoration.Bold)))
            {
                NoWrap = whole[i],
                Padding = new Padding(0, 0, i < whole.Count - 1 ? 2 : 0, 0),
            });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(Printable(cell))));
        }

        Write(table);
    }

    private void Write(Table table)
    {
        var text = new StringWriter();
        var isTerminal = shell.Width is not null && shell.Variable("NO_COLOR") is null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = shell.Width is { } width ? Math.Max(width, Narrowest) : Unlimited;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n'))
        {
            if (line.Length > 0)
            {
                shell.Output.WriteLine(line.TrimEnd());
            }
        }
    }

    /// <summary>Texts come from webhooks and from WhatsApp too: none may move the cursor or break a line.</summary>
    private static string Printable(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f') < 0
            ? text
            : string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
