using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.V1;

/// <summary>
/// A message with something to choose (whatsapp-v1-api, section 4). In messages it is read and written by
/// <see cref="V1InteractiveConverter"/>.
/// </summary>
public sealed record V1Interactive
{
    /// <summary><c>button</c>, <c>list</c>, <c>product</c> or <c>product_list</c>; or one of the Cloud API's newer kinds.</summary>
    public required string Type { get; init; }

    /// <summary>The whole of a newer kind, which v1 never described, as it came; then there is nothing beside it.</summary>
    [JsonIgnore]
    public JsonElement? Newer { get; init; }

    /// <summary>Above the text; only a text with lists.</summary>
    public V1InteractiveHeader? Header { get; init; }

    /// <summary>The text: up to 1024 characters, optional only with <c>product</c>.</summary>
    public V1InteractiveText? Body { get; init; }

    /// <summary>Under the text: up to 60 characters.</summary>
    public V1InteractiveText? Footer { get; init; }

    /// <summary>What there is to choose.</summary>
    public V1InteractiveAction? Action { get; init; }
}

/// <summary>What stands above the text, in the property named as its type.</summary>
public sealed record V1InteractiveHeader
{
    /// <summary><c>text</c>, <c>image</c>, <c>video</c> or <c>document</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Up to 60 characters.</summary>
    public string? Text { get; init; }

    /// <summary>An image.</summary>
    public V1MediaObject? Image { get; init; }

    /// <summary>A video.</summary>
    public V1MediaObject? Video { get; init; }

    /// <summary>A document.</summary>
    public V1MediaObject? Document { get; init; }
}

/// <summary>A text of an interactive message.</summary>
/// <param name="Text">Not empty.</param>
public sealed record V1InteractiveText(string Text);

/// <summary>What there is to choose.</summary>
public sealed record V1InteractiveAction
{
    /// <summary><c>list</c>: what opens it, up to 20 characters.</summary>
    public string? Button { get; init; }

    /// <summary><c>button</c>: 1 to 3 replies.</summary>
    public IReadOnlyList<V1ReplyButton>? Buttons { get; init; }

    /// <summary>Catalog of the products.</summary>
    public string? CatalogId { get; init; }

    /// <summary><c>product</c>: the product.</summary>
    public string? ProductRetailerId { get; init; }

    /// <summary><c>list</c> and <c>product_list</c>: 1 to 10 sections.</summary>
    public IReadOnlyList<V1Section>? Sections { get; init; }
}

/// <summary>A button that replies.</summary>
/// <param name="Type">Always <c>reply</c>.</param>
/// <param name="Reply">What it replies.</param>
public sealed record V1ReplyButton(string Type, V1Reply Reply);

/// <summary>What a button replies.</summary>
/// <param name="Id">Told to the client, not shown: up to 256 characters.</param>
/// <param name="Title">Shown: up to 20 characters.</param>
public sealed record V1Reply(string Id, string Title);

/// <summary>A section of a list.</summary>
public sealed record V1Section
{
    /// <summary>Up to 24 characters; needed where there are several sections.</summary>
    public string? Title { get; init; }

    /// <summary><c>list</c>: what can be chosen, at most 10 in all sections together.</summary>
    public IReadOnlyList<V1Row>? Rows { get; init; }

    /// <summary><c>product_list</c>: the products, at most 30 in all sections together.</summary>
    public IReadOnlyList<V1ProductItem>? ProductItems { get; init; }
}

/// <summary>A row of a list.</summary>
/// <param name="Id">Told to the client, not shown: up to 200 characters.</param>
/// <param name="Title">Up to 24 characters.</param>
/// <param name="Description">Up to 72 characters.</param>
public sealed record V1Row(string Id, string Title, string? Description);

/// <summary>A product of a list.</summary>
/// <param name="ProductRetailerId">Its id in the catalog.</param>
public sealed record V1ProductItem(string ProductRetailerId);
