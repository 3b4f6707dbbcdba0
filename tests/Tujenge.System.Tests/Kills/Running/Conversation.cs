namespace Tujenge.SystemTests.Kills.Running;

/// <summary>A channel and one of its customers, with a number for each message.</summary>
/// <param name="channel">Who writes.</param>
/// <param name="phone">To whom.</param>
internal sealed class Conversation(Channel channel, string phone)
{
    private int _number;

    public Channel Channel { get; } = channel;

    public string Phone { get; } = phone;

    /// <summary>What reports call it, and what joins the records of client and WhatsApp.</summary>
    public string Name { get; } = NameOf(channel.PhoneNumberId, phone);

    /// <summary>The next message's number, from 1; a number is never posted again.</summary>
    public int NextNumber() => ++_number;

    public static string NameOf(string phoneNumberId, string phone) => $"{phoneNumberId}/{phone}";
}
