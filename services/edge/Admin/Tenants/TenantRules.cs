using System.Globalization;
using System.Text;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Admin.Tenants;

/// <summary>Rules for the body of a request about a tenant.</summary>
internal static class TenantRules
{
    private const int LongestName = 128;

    /// <summary>The name; worth something only when no rule was broken.</summary>
    public static string ReadName(Field body)
    {
        var field = body.Only("name")["name"].Required();
        var name = field.Text(LongestName)?.Trim();
        if (name is "")
        {
            field.Refuse(V1Code.ValueInvalid, "must not be blank");
        }
        else if (name?.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format) == true)
        {
            field.Refuse(V1Code.ValueInvalid, "must have no characters that do not show");
        }

        return name ?? "";
    }

    /// <summary>What is answered about a tenant that does not exist.</summary>
    public static Problem Unknown { get; } = new(StatusCodes.Status404NotFound, "There is no tenant with this id.");

    /// <summary>What is answered about a name that another tenant has.</summary>
    public static Problem Taken { get; } = new(StatusCodes.Status409Conflict, "Another tenant has this name.", "name");
}
