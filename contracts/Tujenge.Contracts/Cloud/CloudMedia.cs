using System.Text.Json.Serialization;

namespace Tujenge.Contracts.Cloud;

/// <summary>Answer to an upload.</summary>
/// <param name="Id">Opaque; digits, so far.</param>
public sealed record CloudMediaId([property: JsonConverter(typeof(TextOrNumberConverter))] string? Id);

/// <summary>Where a file is (cloud-api-mapping, section 3).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Good for five minutes, with the token.</param>
/// <param name="MimeType">What it is.</param>
/// <param name="Sha256">Hash of its bytes.</param>
/// <param name="FileSize">Bytes; Meta writes a number or a text.</param>
public sealed record CloudMedia(string? Id, Uri? Url, string? MimeType, string? Sha256, long? FileSize);
