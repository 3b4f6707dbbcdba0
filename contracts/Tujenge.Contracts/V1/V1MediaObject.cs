using System.Text.Json;

namespace Tujenge.Contracts.V1;

/// <summary>A file in a message, by id or by link (whatsapp-v1-api, section 3.2). The Cloud API took the shape over.</summary>
public sealed record V1MediaObject
{
    /// <summary>Id of an upload; either this or <c>link</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Where WhatsApp fetches the file, over http or https.</summary>
    public string? Link { get; init; }

    /// <summary>Text under an image, a video or a document: up to 1024 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>Name that is shown; documents only.</summary>
    public string? Filename { get; init; }

    /// <summary>Credentials of the client's own that an On-Premises server was to fetch the link with; the Cloud API has none.</summary>
    public V1MediaProvider? Provider { get; init; }

    /// <summary>The pack that a sticker is of, with names in hyphens; the Cloud API has no packs.</summary>
    public JsonElement? Metadata { get; init; }
}

/// <summary>A media provider as it was configured on an On-Premises server.</summary>
/// <param name="Name">Its name there.</param>
public sealed record V1MediaProvider(string? Name);
