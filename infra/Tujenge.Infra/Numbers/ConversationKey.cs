namespace Tujenge.Infra.Numbers;

/// <summary>
/// One key for all spellings of a recipient's number. Some countries' numbers exist with and without a digit (limits.md,
/// section 3), and WhatsApp may write one where the client wrote the other. For matching only: what is sent is never
/// rewritten.
/// </summary>
public static class ConversationKey
{
    /// <summary>The key: the number without the digit that may be missing. Anything else is its own key.</summary>
    public static string Of(string recipient) => recipient switch
    {
        ['5', '4', '9', .. var rest] when recipient.Length == 13 => $"54{rest}", // Argentina: mobile 9
        ['5', '2', '1', .. var rest] when recipient.Length == 13 => $"52{rest}", // Mexico: mobile 1
        ['5', '5', var a, var b, '9', .. var rest] when recipient.Length == 13 => $"55{a}{b}{rest}", // Brazil: ninth digit
        _ => recipient,
    };

    /// <summary>Whether WhatsApp may write the number otherwise than people do: only then is it news how it does.</summary>
    public static bool IsAmbiguous(string number) => number is ['5', '2' or '4' or '5', ..] && number.Length is 12 or 13;
}
