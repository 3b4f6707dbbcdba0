using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.Cloud;

/// <summary>One page of <c>GET /{version}/{waba-id}/message_templates</c>.</summary>
/// <param name="Data">Templates, one for each name and language: each a <see cref="CloudTemplateDefinition"/>, to be read by itself.</param>
/// <param name="Paging">Where the next page is.</param>
public sealed record CloudTemplatePage(IReadOnlyList<JsonElement>? Data, CloudPaging? Paging);

/// <summary>A template as Graph describes it.</summary>
public sealed record CloudTemplateDefinition
{
    /// <summary>Graph's id of this translation.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name, the same for all its translations.</summary>
    public string? Name { get; init; }

    /// <summary>Language code.</summary>
    public string? Language { get; init; }

    /// <summary><c>APPROVED</c>, <c>PENDING</c>, <c>REJECTED</c>, <c>PAUSED</c>, <c>DISABLED</c>, …</summary>
    public string? Status { get; init; }

    /// <summary><c>AUTHENTICATION</c>, <c>MARKETING</c>, <c>UTILITY</c>.</summary>
    public string? Category { get; init; }

    /// <summary><c>NONE</c>, or why it was rejected.</summary>
    public string? RejectedReason { get; init; }

    /// <summary>Header, body, footer, buttons.</summary>
    public IReadOnlyList<CloudTemplatePart>? Components { get; init; }
}

/// <summary>One part of a template's definition.</summary>
public sealed record CloudTemplatePart
{
    /// <summary><c>HEADER</c>, <c>BODY</c>, <c>FOOTER</c>, <c>BUTTONS</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Headers only: <c>TEXT</c>, <c>IMAGE</c>, …</summary>
    public string? Format { get; init; }

    /// <summary>With placeholders such as <c>{{1}}</c>.</summary>
    public string? Text { get; init; }

    /// <summary>Of the part <c>BUTTONS</c>.</summary>
    public IReadOnlyList<CloudTemplateButton>? Buttons { get; init; }

    /// <summary>Everything else, such as <c>example</c>, as received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A button of a template's definition.</summary>
public sealed record CloudTemplateButton
{
    /// <summary><c>QUICK_REPLY</c>, <c>URL</c>, <c>PHONE_NUMBER</c>, <c>OTP</c> and newer ones.</summary>
    public string? Type { get; init; }

    /// <summary>What is on it.</summary>
    public string? Text { get; init; }

    /// <summary>Where it leads; a placeholder makes it need a parameter.</summary>
    public string? Url { get; init; }

    /// <summary>Everything else, as received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Graph's answer to a new template.</summary>
/// <param name="Id">Graph's id.</param>
/// <param name="Status">Usually <c>PENDING</c>.</param>
/// <param name="Category">Meta may choose another than was asked for.</param>
public sealed record CloudTemplateCreated(
    [property: JsonConverter(typeof(TextOrNumberConverter))] string? Id,
    string? Status,
    string? Category);

/// <summary>A WhatsApp business account, as far as is asked.</summary>
/// <param name="MessageTemplateNamespace">Namespace of its templates: v1 shows it, the Cloud API has no use for it.</param>
public sealed record CloudAccount(string? MessageTemplateNamespace);

/// <summary>Graph's paging by cursor.</summary>
/// <param name="Cursors">Before and after.</param>
/// <param name="Next">Address of the next page; absent on the last.</param>
public sealed record CloudPaging(CloudCursors? Cursors, string? Next);

/// <summary>Cursors of a page.</summary>
/// <param name="After">Pass it as <c>after</c> to get the next page.</param>
public sealed record CloudCursors(string? After);
