namespace Tujenge.Contracts.Cloud;

/// <summary>Answer to <c>GET /{version}/{phone-number-id}/whatsapp_business_profile</c> (cloud-api-mapping, section 6).</summary>
/// <param name="Data">One element.</param>
public sealed record CloudBusinessProfilePage(IReadOnlyList<CloudBusinessProfile>? Data);

/// <summary>What customers see of a business; also the body that changes it, where null leaves a field as it is.</summary>
public sealed record CloudBusinessProfile
{
    /// <summary>In a body: <c>whatsapp</c>.</summary>
    public string? MessagingProduct { get; init; }

    /// <summary>1 to 139 characters.</summary>
    public string? About { get; init; }

    /// <summary>Up to 256 characters.</summary>
    public string? Address { get; init; }

    /// <summary>Up to 256 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Up to 128 characters.</summary>
    public string? Email { get; init; }

    /// <summary>Industry: one of Meta's names, such as <c>RETAIL</c>.</summary>
    public string? Vertical { get; init; }

    /// <summary>At most two.</summary>
    public IReadOnlyList<string>? Websites { get; init; }

    /// <summary>Answers only: where the photo is.</summary>
    public Uri? ProfilePictureUrl { get; init; }

    /// <summary>Bodies only: handle of an uploaded photo.</summary>
    public string? ProfilePictureHandle { get; init; }

    /// <summary>Meta's OpenAPI file has the fields one level deeper.</summary>
    public CloudBusinessProfile? BusinessProfile { get; init; }
}

/// <summary>Answer to the start of a resumable upload.</summary>
/// <param name="Id">Where to send the bytes: <c>upload:…</c>.</param>
public sealed record CloudUploadSession(string? Id);

/// <summary>Answer to the bytes of a resumable upload.</summary>
/// <param name="H">Handle of the file.</param>
public sealed record CloudUploadHandle(string? H);
