using System.Text;
using System.Text.Json;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>
/// A place in a request body, whether or not anything is there. Null counts as absent, because many serializers write
/// every optional field. Reading never throws: a broken rule is noted in <see cref="Found"/> and reads as absent.
/// </summary>
internal readonly record struct Field(FieldPlace Place, JsonElement Value, FirstViolation Found)
{
    /// <summary>A field that is in no object.</summary>
    public Field(string name, JsonElement value, FirstViolation found)
        : this(new FieldPlace(FieldPlace.Root, name), value, found)
    {
    }

    /// <summary>Such as <c>text.body</c>; empty for the body as a whole.</summary>
    public string Path => Place.ToString();

    public bool IsPresent => Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Whether it was written at all, be it as null: how a change says that a value shall go.</summary>
    public bool IsGiven => Value.ValueKind is not JsonValueKind.Undefined;

    /// <summary>The member of this object; absent where this is no object.</summary>
    public Field this[string name] => this with
    {
        Place = new FieldPlace(Place, name),
        Value = Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member) ? member : default,
    };

    /// <summary>Demands that the field is there.</summary>
    public Field Required()
    {
        if (!IsPresent)
        {
            Refuse(V1Code.ParameterMissing, "is absent");
        }

        return this;
    }

    /// <summary>Demands an object, if anything. An empty array counts as absent: so PHP writes an object without members.</summary>
    public Field Object()
    {
        if (Value.ValueKind == JsonValueKind.Array && Value.GetArrayLength() == 0)
        {
            return this with { Value = default };
        }

        Is(JsonValueKind.Object, "an object");
        return this;
    }

    /// <summary>Warns of members that are not read: nothing of them will arrive.</summary>
    public Field WarnOfOthers(params ReadOnlySpan<string> names)
    {
        if (Value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in Value.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null && !IsOneOf(member, names))
                {
                    WarnOf(member.Name);
                }
            }
        }

        return this;
    }

    /// <summary>Demands that this object has no other members: a misspelt one would silently change nothing.</summary>
    public Field Only(params ReadOnlySpan<string> names)
    {
        if (Value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in Value.EnumerateObject())
            {
                if (!names.Contains(member.Name))
                {
                    Found.Add(V1Code.InvalidRequest, member.Name, $"There is no parameter {Given.Quote(member.Name)} here");
                }
            }
        }

        return this;
    }

    public string? Text() => Is(JsonValueKind.String, "a string") ? Value.GetString() : null;

    /// <summary>Text of a bounded number of characters (code points).</summary>
    public string? Text(int most, V1Code? tooLong = null)
    {
        var text = Text();
        if (text is "")
        {
            Refuse(V1Code.ValueInvalid, most == int.MaxValue ? "must not be empty" : $"must have 1 to {most} characters, got 0");
        }
        else if (text?.Length > most && text.EnumerateRunes().Count() is var length && length > most)
        {
            Refuse(tooLong ?? V1Code.ValueInvalid, $"must have at most {most} characters, got {length}");
        }

        return text;
    }

    /// <summary>Text that may as well be left out: empty counts as absent, as many clients write it.</summary>
    public string? TextOrNothing(int most = int.MaxValue) =>
        Value.ValueKind == JsonValueKind.String && Value.ValueEquals(""u8) ? null : Text(most);

    /// <summary>What some clients write as text and some as a number, as it stands there.</summary>
    /// <param name="expected">The type that is named to a client who wrote neither.</param>
    public string? Written(string expected)
    {
        if (Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            return Value.ToString();
        }

        if (IsPresent)
        {
            RefuseType(expected);
        }

        return null;
    }

    /// <summary>A whole number between two bounds.</summary>
    public int? Number(int least, int most)
    {
        if (!Is(JsonValueKind.Number, "a number"))
        {
            return null;
        }

        if (Value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(V1Code.ValueInvalid, $"must be a whole number between {least} and {most}");
        return null;
    }

    public bool? Flag()
    {
        if (Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Value.ValueKind == JsonValueKind.True;
        }

        Is(JsonValueKind.True, "a boolean");
        return null;
    }

    /// <summary>The elements of an array, each with its position in its path.</summary>
    public IReadOnlyList<Field> Items()
    {
        if (!Is(JsonValueKind.Array, "an array"))
        {
            return [];
        }

        var items = new Field[Value.GetArrayLength()];
        var number = 0;
        foreach (var item in Value.EnumerateArray())
        {
            items[number] = this with { Place = new FieldPlace(Place, "", number), Value = item };
            number++;
        }

        return items;
    }

    /// <summary>The elements of an array, or the one element that came without the array around it, as some clients write it.</summary>
    public IReadOnlyList<Field> ItemsOrOne() => Value.ValueKind == JsonValueKind.Object ? [this] : Items();

    /// <summary>The value itself, or what a client has written as JSON in a string.</summary>
    public Field Decoded()
    {
        if (Value.ValueKind != JsonValueKind.String)
        {
            return this;
        }

        using var inner = JsonBody.Parse(Encoding.UTF8.GetBytes(Value.GetString()!));
        if (inner.Violation is null)
        {
            return this with { Value = inner.Root.Value.Clone() };
        }

        var reason = inner.Violation.Details.Replace("The body", "it", StringComparison.Ordinal);
        Refuse(V1Code.InvalidRequest, $"must be an object, got a string that holds none: {reason}");
        return this with { Value = default };
    }

    /// <summary>Demands a number of entries.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="least">The fewest.</param>
    /// <param name="most">The most.</param>
    /// <param name="what">What v1 calls them.</param>
    /// <param name="code">What v1 calls the mistake; by default that the value is not valid.</param>
    public bool Has(int count, int least, int most, string what, V1Code? code = null)
    {
        if (count >= least && count <= most)
        {
            return true;
        }

        Found.Add(
            code ?? V1Code.ValueInvalid, Path, $"Invalid number of {what}: parameter '{Path}' must have {least} to {most}, got {count}");
        return false;
    }

    /// <summary>Notes that the field is taken otherwise than it may be meant.</summary>
    /// <param name="rule">The rest of a sentence that begins with the field, in ASCII and without what was given.</param>
    public void Warn(string rule) => Found.Warn($"Parameter '{Path}' {rule}");

    /// <summary>The same, of what only v1 servers have a place for.</summary>
    public void WarnOnCloud(string rule) => Found.WarnOnCloud($"Parameter '{Path}' {rule}");

    /// <summary>Notes that the field's value breaks a rule.</summary>
    /// <param name="code">What v1 calls it.</param>
    /// <param name="rule">The rest of a sentence that begins with the field.</param>
    public void Refuse(V1Code code, string rule) => Found.Add(code, Path, $"Parameter '{Path}' {rule}");

    /// <summary>Notes that the field has the wrong JSON type.</summary>
    public void RefuseType(string expected) =>
        Refuse(V1Code.InvalidRequest, $"must be {expected}, got {NameOf(Value.ValueKind)}");

    /// <summary>A JSON type in words.</summary>
    public static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static bool IsOneOf(JsonProperty member, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (member.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Warnings do not repeat what was given, but for names that can be nothing else.</summary>
    private void WarnOf(string name)
    {
        const string Rule = "is left out: it means nothing here";
        if (name.Length is > 0 and <= 32 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            (this with { Place = new FieldPlace(Place, name) }).Warn(Rule); // Not looked for again: there may be very many.
        }
        else
        {
            Found.Warn(Path is "" ? $"A parameter {Rule}" : $"A parameter in '{Path}' {Rule}");
        }
    }

    private bool Is(JsonValueKind kind, string name)
    {
        if (IsPresent && Value.ValueKind != kind)
        {
            RefuseType(name);
        }

        return Value.ValueKind == kind;
    }
}
