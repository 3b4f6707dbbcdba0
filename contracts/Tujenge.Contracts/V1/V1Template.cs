using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.V1;

/// <summary>A template message (whatsapp-v1-api, section 5.1).</summary>
public sealed record V1Template
{
    /// <summary>Template namespace of the account; v1 only, the Cloud API has none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name, up to 512 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Language of the translation.</summary>
    public required V1Language Language { get; init; }

    /// <summary>Values for the placeholders.</summary>
    public IReadOnlyList<V1TemplateComponent>? Components { get; init; }
}

/// <summary>Language of a template.</summary>
public sealed record V1Language
{
    /// <summary><c>deterministic</c>; <c>fallback</c> was dropped and is treated as this.</summary>
    public string? Policy { get; init; }

    /// <summary><c>xx</c> or <c>xx_YY</c>.</summary>
    public required string Code { get; init; }
}

/// <summary>One part of a template: header, body or button.</summary>
public sealed record V1TemplateComponent
{
    /// <summary><c>header</c>, <c>body</c>, <c>button</c> or <c>footer</c>, in lower case.</summary>
    public required string Type { get; init; }

    /// <summary>Buttons only: <c>quick_reply</c>, <c>url</c>, and the Cloud API's newer ones.</summary>
    public string? SubType { get; init; }

    /// <summary>Buttons only: position from 0. Clients send text or number; this is text.</summary>
    public string? Index { get; init; }

    /// <summary>Values: each a <see cref="V1TemplateParameter"/>, or of a newer type of the Cloud API and as it came.</summary>
    public IReadOnlyList<JsonElement>? Parameters { get; init; }
}

/// <summary>The value for a placeholder of a template, in the property named as its type.</summary>
public sealed record V1TemplateParameter
{
    /// <summary><c>text</c>, <c>currency</c>, <c>date_time</c>, <c>image</c>, <c>video</c>, <c>document</c> or <c>payload</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The placeholder's name, where a template names instead of counting them; Cloud API only.</summary>
    public string? ParameterName { get; init; }

    /// <summary>Text, up to 1024 characters.</summary>
    public string? Text { get; init; }

    /// <summary>What a quick reply sends back.</summary>
    public string? Payload { get; init; }

    /// <summary>An amount of money.</summary>
    public V1Currency? Currency { get; init; }

    /// <summary>A moment: <c>fallback_value</c>, which phones show, and whatever parts of it the client gave.</summary>
    public JsonElement? DateTime { get; init; }

    /// <summary>An image in the header.</summary>
    public V1MediaObject? Image { get; init; }

    /// <summary>A video in the header.</summary>
    public V1MediaObject? Video { get; init; }

    /// <summary>A document in the header.</summary>
    public V1MediaObject? Document { get; init; }
}

/// <summary>An amount of money in a template.</summary>
public sealed record V1Currency
{
    /// <summary>What phones show that cannot format the amount.</summary>
    public required string FallbackValue { get; init; }

    /// <summary>ISO 4217, such as <c>TZS</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The amount times 1000. Clients send text or number; this is a number.</summary>
    [JsonPropertyName("amount_1000")]
    public required long Amount1000 { get; init; }
}
