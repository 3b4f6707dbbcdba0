using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>Why an operator does what cannot be taken back.</summary>
internal static class ReasonReading
{
    private const int Longest = 500;

    /// <summary>The text of <c>reason</c>, 1 to 500 characters; worth something only when no rule was broken.</summary>
    public static string Reason(this Field body)
    {
        var field = body.Only("reason")["reason"].Required();
        var reason = field.Text(Longest)?.Trim();
        if (reason is "")
        {
            field.Refuse(V1Code.ValueInvalid, "must not be empty");
        }

        return reason ?? "";
    }
}
