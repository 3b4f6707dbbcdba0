using System.Globalization;
using System.Text.Json;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>
/// Reads the parameters of a list. Reading never throws: what is wrong is noted under the parameter's name, and reads as
/// absent.
/// </summary>
/// <param name="query">The query as it came, to find what nobody reads.</param>
internal sealed class QueryReading(IQueryCollection query)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;

    private readonly FirstViolation _found = new();
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The first broken rule, once all is read. A misspelt name is one: it would silently narrow nothing.</summary>
    public Violation? Violation
    {
        get
        {
            if (query.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
            {
                _found.Add(V1Code.InvalidRequest, unknown, $"There is no parameter {Given.Quote(unknown)} here");
            }

            return _found.Value;
        }
    }

    public Guid? Id(string name, string? text) => Read<Guid>(
        name,
        text,
        given => Guid.TryParseExact(given, "D", out var id) ? id : null,
        "must be an id such as 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");

    /// <summary>Any text that can be seen.</summary>
    public string? Text(string name, string? text)
    {
        _read.Add(name);
        if (text?.Any(char.IsControl) == true)
        {
            _found.Add(V1Code.ValueInvalid, name, $"Parameter '{name}' must have no control characters, got {Given.Quote(text)}");
        }

        return text;
    }

    /// <summary>One of an enumeration's words, as answers write them.</summary>
    public TWord? Word<TWord>(string name, string? text)
        where TWord : struct, Enum
    {
        var words = Enum.GetValues<TWord>().ToDictionary(word => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{word}"));
        return Read<TWord>(
            name,
            text,
            given => words.TryGetValue(given, out var word) ? word : null,
            $"must be one of {string.Join(", ", words.Keys)}");
    }

    /// <summary>How many entries an answer may have.</summary>
    public int Limit(string name, string? text) => Read<int>(
        name,
        text,
        given => int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= LargestLimit ? limit : null,
        $"must be a number from 1 to {LargestLimit}") ?? DefaultLimit;

    /// <summary>Where an answer begins, as the one before it said.</summary>
    public long? Place(string name, string? text) => Read<long>(
        name,
        text,
        given => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null,
        "must be what an answer gave as 'next'");

    /// <summary>A phone number in any usual notation; what has letters is the id of a user or a group.</summary>
    public string? Recipient(string name, string? text)
    {
        const int longest = 128;

        _read.Add(name);
        var field = new Field(name, default, _found);
        if (text is null || !text.Any(char.IsAsciiLetter))
        {
            return text is null ? null : PhoneNumber.Digits(field, text);
        }

        if (text.Length > longest)
        {
            field.Refuse(V1Code.ValueInvalid, $"must have at most {longest} characters, got {text.Length}");
        }

        return text;
    }

    private TValue? Read<TValue>(string name, string? text, Func<string, TValue?> parse, string rule)
        where TValue : struct
    {
        _read.Add(name);
        if (text is null)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            _found.Add(V1Code.ValueInvalid, name, $"Parameter '{name}' {rule}, got {Given.Quote(text)}");
        }

        return value;
    }
}
