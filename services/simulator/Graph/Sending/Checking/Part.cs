using System.Text.Json;

namespace Tujenge.Simulator.Graph.Sending.Checking;

/// <summary>What Graph would say about a body.</summary>
/// <param name="Code">Meta's code.</param>
/// <param name="Details">Which part, and what is wrong with it.</param>
internal sealed record GraphProblem(int Code, string Details);

/// <summary>Keeps the first problem.</summary>
internal sealed class FirstProblem
{
    public GraphProblem? Value { get; private set; }

    public void Add(int code, string details) => Value ??= new GraphProblem(code, details);
}

/// <summary>
/// A place in a body, whether or not anything is there; null is nothing. Graph is stricter than v1: a key that it does not
/// know is an error.
/// </summary>
internal readonly record struct Part(string Path, JsonElement Value, FirstProblem Found)
{
    private const int Invalid = 100;
    private const int Missing = 131008;
    private const int ValueInvalid = 131009;

    public bool IsThere => Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public Part this[string name] => this with
    {
        Path = Path.Length == 0 ? name : $"{Path}['{name}']",
        Value = Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member) ? member : default,
    };

    /// <summary>Demands that it is there.</summary>
    public Part Required()
    {
        if (!IsThere)
        {
            Found.Add(Missing, $"The parameter {Path} is required.");
        }

        return this;
    }

    /// <summary>Demands an object with no other keys, if anything.</summary>
    public Part Object(params ReadOnlySpan<string> keys)
    {
        if (!Is(JsonValueKind.Object, "a JSON object"))
        {
            return this;
        }

        foreach (var member in Value.EnumerateObject())
        {
            if (!keys.Contains(member.Name))
            {
                Found.Add(Invalid, $"Unexpected key \"{member.Name}\" on param \"{Path}\".");
            }
        }

        return this;
    }

    /// <summary>Demands a text of a bounded length (code points), if anything.</summary>
    public string? Text(int least = 1, int most = int.MaxValue, int code = ValueInvalid)
    {
        if (!Is(JsonValueKind.String, "a string"))
        {
            return null;
        }

        var text = Value.GetString()!;
        var length = text.EnumerateRunes().Count();
        if (length < least || length > most)
        {
            Found.Add(code, $"Param {Path} must have {least} to {most} characters, has {length}.");
        }

        return text;
    }

    /// <summary>Demands one of these texts, if anything.</summary>
    public string? OneOf(params ReadOnlySpan<string> texts)
    {
        var text = Text();
        if (text is not null && !texts.Contains(text))
        {
            Refuse($"must be one of {string.Join(", ", texts!)}.");
        }

        return text;
    }

    /// <summary>Demands a true or a false, if anything.</summary>
    public void Flag()
    {
        if (Value.ValueKind is not JsonValueKind.False)
        {
            Is(JsonValueKind.True, "a boolean");
        }
    }

    /// <summary>Demands a number, written as one or as a text, between a bound and its opposite.</summary>
    public void Degrees(int most)
    {
        var isNumber = Value.ValueKind == JsonValueKind.Number || Is(JsonValueKind.String, "a number");
        if (isNumber
            && !(decimal.TryParse(
                    Value.ToString(),
                    System.Globalization.NumberStyles.Float,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var degrees)
                && Math.Abs(degrees) <= most))
        {
            Refuse($"must be between -{most} and {most}.");
        }
    }

    /// <summary>Demands an array, if anything.</summary>
    public IReadOnlyList<Part> Items(int least = 0, int most = int.MaxValue)
    {
        if (!Is(JsonValueKind.Array, "an array"))
        {
            return [];
        }

        var self = this;
        Part[] items = [.. Value.EnumerateArray().Select((item, number) => self with { Path = $"{self.Path}[{number}]", Value = item })];
        if (items.Length < least || items.Length > most)
        {
            Refuse($"must have {least} to {most} elements, has {items.Length}.");
        }

        return items;
    }

    /// <summary>Notes that the value is of the right type and yet wrong.</summary>
    public void Refuse(string rule) => Found.Add(ValueInvalid, $"Param {Path} {rule}");

    private bool Is(JsonValueKind kind, string name)
    {
        if (IsThere && Value.ValueKind != kind)
        {
            Found.Add(Invalid, $"Param {Path} must be {name}.");
        }

        return Value.ValueKind == kind;
    }
}
