using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.V1;

/// <summary>Answer to <c>GET /v1/configs/templates</c> (whatsapp-v1-api, section 10).</summary>
/// <param name="Count">Templates in this answer.</param>
/// <param name="Filters">As asked for.</param>
/// <param name="Limit">Templates that the answer may have.</param>
/// <param name="Offset">How many come before.</param>
/// <param name="Sort">What they are sorted by.</param>
/// <param name="Total">Templates that pass the filters.</param>
/// <param name="WabaTemplates">One for each name and language.</param>
public sealed record V1TemplatesAnswer(
    int Count,
    JsonElement Filters,
    int Limit,
    int Offset,
    IReadOnlyList<string> Sort,
    int Total,
    IReadOnlyList<V1TemplateDefinition> WabaTemplates);

/// <summary>A template as v1 shows it. What is not known is null and left out, but for the reason of a rejection.</summary>
public sealed record V1TemplateDefinition
{
    /// <summary>Opaque id of this translation.</summary>
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Language code.</summary>
    public string? Language { get; init; }

    /// <summary>Namespace of the account's templates; old clients send it with each template message.</summary>
    public string? Namespace { get; init; }

    /// <summary><c>AUTHENTICATION</c>, <c>MARKETING</c>, <c>UTILITY</c>.</summary>
    public string? Category { get; init; }

    /// <summary>In lower case: <c>approved</c>, <c>pending</c>, <c>rejected</c>, <c>paused</c>, <c>disabled</c>, …</summary>
    public string? Status { get; init; }

    /// <summary><c>NONE</c>, why it was rejected, or null for a new one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? RejectedReason { get; init; }

    /// <summary>Header, body, footer, buttons, as WhatsApp has them.</summary>
    public JsonElement? Components { get; init; }

    /// <summary>The WhatsApp business account.</summary>
    public string? WabaAccountId { get; init; }
}
