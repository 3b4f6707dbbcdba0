using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tujenge.Simulator.Callbacks.Telling;

/// <summary>What to tell a business. Setters rather than <c>init</c> where there is a default: see FaultSettings.</summary>
internal sealed record TellRequest
{
    /// <summary>What is told, in this order.</summary>
    public IReadOnlyList<TellItem?> Callbacks { get; set; } = [];

    /// <summary>How it is spread over posts: see <see cref="CallbackSpread"/>.</summary>
    public string Spread { get; set; } = CallbackSpread.Posts;

    /// <summary>How often each post comes.</summary>
    public int Times { get; set; } = 1;
}

/// <summary>One thing to tell: a message, a status, errors, or any value of any field.</summary>
internal sealed record TellItem
{
    /// <summary>A message in v1's words, with <c>from</c>, which names the phone that writes it.</summary>
    public JsonObject? Message { get; init; }

    /// <summary>A status in v1's words; <c>id</c> may be the sender's.</summary>
    public JsonObject? Status { get; init; }

    /// <summary>Errors beside all messages, in v1's words.</summary>
    public JsonArray? Errors { get; init; }

    /// <summary>The Cloud API's field of the value; <c>messages</c> if left out.</summary>
    public string? Field { get; init; }

    /// <summary>Anything at all, in the form of the API that serves the number.</summary>
    public JsonElement Value { get; init; }

    /// <summary>How many of the four it is: one is right.</summary>
    public int Kinds => (Message is null ? 0 : 1) + (Status is null ? 0 : 1) + (Errors is null ? 0 : 1) + (HasValue ? 1 : 0);

    /// <summary>Whether there is a value, be it null.</summary>
    public bool HasValue => Value.ValueKind != JsonValueKind.Undefined;
}

/// <summary>What was told.</summary>
/// <param name="Posts">How many calls of the business's address there are, at least.</param>
/// <param name="Ids">WhatsApp's ids of the messages, in the order of the request.</param>
internal sealed record TellAnswer(int Posts, IReadOnlyList<string> Ids);
