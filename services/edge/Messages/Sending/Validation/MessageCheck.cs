using Tujenge.Contracts.Json;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>What checking a posted message came to.</summary>
internal abstract record MessageCheck
{
    private MessageCheck()
    {
    }

    /// <summary>The message may be queued.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Input">The recipient as the client wrote it.</param>
    /// <param name="Recipient">The recipient as we write it.</param>
    /// <param name="Body">The normalised v1 document.</param>
    /// <param name="NeedsWindow">Whether the customer must have written within 24 hours: not for templates, nor for groups.</param>
    /// <param name="Warnings">What the client should know of, in sentences of ASCII letters; null when nothing.</param>
    /// <param name="Media">Media that it names by their ids; null when none.</param>
    internal sealed record Passed(
        string Type,
        string Input,
        string Recipient,
        EmbeddedJson Body,
        bool NeedsWindow,
        IReadOnlyList<string>? Warnings = null,
        IReadOnlyList<MediaReference>? Media = null) : MessageCheck;

    /// <summary>The message breaks a rule.</summary>
    internal sealed record Refused(Violation Violation) : MessageCheck;
}
