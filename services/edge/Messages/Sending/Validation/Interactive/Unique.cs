using System.Text.Json;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Interactive;

/// <summary>Finds what must not be there twice.</summary>
internal static class Unique
{
    /// <summary>Refuses the first value that an earlier item has too.</summary>
    public static void Check(IReadOnlyList<Field> items, Func<Field, Field> value)
    {
        if (FindRepeated(items, value) is { } repeated)
        {
            repeated.Refuse(V1Code.ValueInvalid, $"must be unique, got {Given.Quote(repeated.Value.GetString()!)} again");
        }
    }

    /// <summary>The first value that an earlier item has too; null when there is none.</summary>
    public static Field? FindRepeated(IEnumerable<Field> items, Func<Field, Field> value)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in items.Select(value))
        {
            if (field.Value.ValueKind == JsonValueKind.String && !seen.Add(field.Value.GetString()!))
            {
                return field;
            }
        }

        return null;
    }
}
