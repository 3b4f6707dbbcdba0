using System.Text.Json;

namespace Tujenge.Simulator.Sending;

/// <summary>What the simulator keeps of a send whose body is right, in whichever API it came.</summary>
/// <param name="To">The recipient as written.</param>
/// <param name="Type">In the API's own word.</param>
/// <param name="Text">Of a text message.</param>
/// <param name="Contents">What came under the name of the type; null for a text and nothing else.</param>
/// <param name="QuotedId">The message that it quotes.</param>
/// <param name="Opaque">The sender's <c>biz_opaque_callback_data</c>.</param>
/// <param name="IsGroup">Whether the recipient is a group.</param>
/// <param name="Template">Of a template message.</param>
internal sealed record SendBody(
    string To,
    string Type,
    string? Text,
    JsonElement? Contents,
    string? QuotedId,
    string? Opaque,
    bool IsGroup,
    SentTemplate? Template);
