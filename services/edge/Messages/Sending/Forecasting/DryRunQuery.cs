using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Forecasting;

/// <summary>The parameter <c>dry_run</c>.</summary>
internal static class DryRunQuery
{
    public const string Name = "dry_run";

    /// <summary>Whether nothing shall be sent.</summary>
    /// <param name="query">Of the request; other parameters do not matter.</param>
    /// <param name="found">Gets the broken rule: what somebody meant as a trial must never be sent.</param>
    public static bool Read(IQueryCollection query, FirstViolation found)
    {
        if (!query.TryGetValue(Name, out var values))
        {
            return false;
        }

        switch (values.ToString().ToUpperInvariant())
        {
            case "TRUE" or "1":
                return true;
            case "FALSE" or "0":
                return false;
            default:
                found.Add(
                    V1Code.ValueInvalid, Name, $"Parameter '{Name}' must be true or false, got {Given.Quote(values.ToString())}");
                return false;
        }
    }
}
