using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Tenants;

/// <summary>Rules for the body of a request about a tenant.</summary>
internal static class TenantRules
{
    private const int LongestName = 128;

    /// <summary>The name; worth something only when no rule was broken.</summary>
    public static string ReadName(Field body) => body["name"].Required().Text(LongestName)?.Trim() ?? "";

    /// <summary>What is answered about a tenant that does not exist.</summary>
    public static Problem Unknown { get; } = new(StatusCodes.Status404NotFound, "There is no tenant with this id.");

    /// <summary>What is answered about a name that another tenant has.</summary>
    public static Problem Taken { get; } = new(StatusCodes.Status409Conflict, "Another tenant has this name.", "name");
}
