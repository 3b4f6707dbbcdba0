using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Phones.Messages;

namespace Tujenge.Simulator.Phones;

/// <summary>A phone writes.</summary>
internal sealed record WriteRequest
{
    /// <summary>What it writes: a text, or what v1 has under this name.</summary>
    public JsonNode? Text { get; init; }

    /// <summary>Business number, by id or number.</summary>
    public string? To { get; init; }

    /// <summary>The customer's name from now on.</summary>
    public string? Name { get; init; }

    /// <summary>Whether to quote the latest message of the business.</summary>
    public bool Quote { get; init; }

    /// <summary>The message to quote, by WhatsApp's id or by the sender's.</summary>
    public string? MessageId { get; init; }

    /// <summary>A message of another type: <c>type</c>, and the rest in v1's words (see <see cref="NewMessage"/>).</summary>
    [JsonExtensionData]
    public JsonObject? Message { get; set; }

    /// <summary>The message, with what it quotes; or a sentence on why there is none.</summary>
    /// <param name="phone">Who writes.</param>
    /// <param name="business">To whom.</param>
    /// <param name="quotes">Whether it must quote.</param>
    public (NewMessage? Message, string? Problem) Read(Phone phone, BusinessNumber business, bool quotes)
    {
        var given = Message?.DeepClone().AsObject() ?? [];
        if (Text is not null)
        {
            given["text"] = Text.DeepClone();
        }

        var (message, problem) = NewMessage.Read(given);
        var quoted = MessageId is not null ? phone.FindMessage(MessageId)
            : quotes || Quote ? phone.LatestFrom(business.PhoneNumberId)
            : null;
        problem ??= quotes && quoted is null
            ? "There is nothing to quote: the phone has not got that message, or none at all."
            : message!.NameOthers(phone, business, quoted);
        return problem is null ? (message, null) : (null, problem);
    }
}
