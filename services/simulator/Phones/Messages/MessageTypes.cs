namespace Tujenge.Simulator.Phones.Messages;

/// <summary>Types of messages that customers write, in v1's words.</summary>
internal static class MessageTypes
{
    /// <summary>Those with a file.</summary>
    public static readonly string[] Media = ["image", "audio", "voice", "video", "document", "sticker"];

    /// <summary>Those that need an object of their name.</summary>
    public static readonly string[] WithContents = ["location", "contacts", "button", "interactive", "order", "reaction", "system"];

    /// <summary>Those that WhatsApp does not pass on.</summary>
    public static readonly string[] Withheld = ["ephemeral", "unknown", "unsupported"];
}
