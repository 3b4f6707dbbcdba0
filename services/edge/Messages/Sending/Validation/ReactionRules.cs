using System.Globalization;
using System.Text;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>Rules for <c>reaction</c> (whatsapp-v1-api, section 3.5).</summary>
internal static class ReactionRules
{
    /// <summary>What turns a digit into a key: the one kind of emoji that begins in ASCII.</summary>
    private static readonly Rune Keycap = new(0x20E3);

    public static V1Message Read(Field message, V1Message envelope)
    {
        var reaction = message["reaction"].Required().Object().WarnOfOthers("message_id", "emoji");
        var messageId = MessageRules.ReadMessageId(reaction["message_id"]);
        var emoji = reaction["emoji"].Required().Text() ?? "";
        if (emoji.Length > 0 && !IsEmoji(emoji))
        {
            reaction["emoji"].Refuse(
                V1Code.ValueInvalid, $"must be one emoji, or empty to take the reaction back, got {Given.Quote(emoji)}");
        }

        return envelope with { Reaction = new V1Reaction { MessageId = messageId, Emoji = emoji } };
    }

    /// <summary>One sign as people count them, which may be many code points; new emoji come every year, so no list of them.</summary>
    private static bool IsEmoji(string text)
    {
        if (StringInfo.GetNextTextElementLength(text) != text.Length)
        {
            return false;
        }

        var first = Rune.GetRuneAt(text, 0);
        return text.EnumerateRunes().Contains(Keycap)
            || !(first.IsAscii || Rune.IsLetterOrDigit(first) || Rune.IsWhiteSpace(first) || Rune.IsControl(first));
    }
}
