using System.Text.RegularExpressions;
using Tujenge.Edge.Contacts.Checking;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending;

/// <summary>Whom a message goes to: a phone number in any usual notation, a business-scoped user id, or a group.</summary>
internal static partial class Recipient
{
    /// <summary>The recipient without a leading plus; null when a rule is broken.</summary>
    public static string? Read(Field to, bool isGroup)
    {
        if (to.Required().Text() is not { } text)
        {
            return null;
        }

        return isGroup ? Group(to, text) : Individual(to, text);
    }

    private static string? Individual(Field to, string text) => UserId.Is(text) ? text
        : PhoneNumber.Digits(to, text) is { } digits ? NumberCheck.FromAbroad(digits)
        : null;

    private static string? Group(Field to, string text)
    {
        if (GroupId.IsMatch(text))
        {
            return text;
        }

        to.Refuse(V1Code.ValueInvalid, $"must be a group id: 1 to 128 letters, digits or characters of . _ : = -, got {Given.Quote(text)}");
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:=-]{1,128}\z")]
    private static partial Regex GroupId { get; }
}
