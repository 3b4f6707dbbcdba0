using System.Text.Json;

namespace Tujenge.Contracts.V1;

/// <summary>A vCard (whatsapp-v1-api, section 3.4). The Cloud API took the shape over, but for <c>ims</c>.</summary>
public sealed record V1Contact
{
    /// <summary>The person's or the company's name.</summary>
    public required V1ContactName Name { get; init; }

    /// <summary><c>YYYY-MM-DD</c>.</summary>
    public string? Birthday { get; init; }

    /// <summary>Phone numbers.</summary>
    public IReadOnlyList<V1ContactPhone>? Phones { get; init; }

    /// <summary>E-mail addresses.</summary>
    public IReadOnlyList<V1ContactEmail>? Emails { get; init; }

    /// <summary>Postal addresses.</summary>
    public IReadOnlyList<V1ContactAddress>? Addresses { get; init; }

    /// <summary>Web addresses.</summary>
    public IReadOnlyList<V1ContactUrl>? Urls { get; init; }

    /// <summary>The company the person works for.</summary>
    public V1ContactOrg? Org { get; init; }

    /// <summary>Other messengers, objects or texts as they came; v1 only.</summary>
    public IReadOnlyList<JsonElement>? Ims { get; init; }
}

/// <summary>A name in full, and in parts.</summary>
public sealed record V1ContactName
{
    /// <summary>The name as it is shown.</summary>
    public required string FormattedName { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Middle name.</summary>
    public string? MiddleName { get; init; }

    /// <summary>Such as <c>Dr.</c></summary>
    public string? Prefix { get; init; }

    /// <summary>Such as <c>Jr.</c></summary>
    public string? Suffix { get; init; }
}

/// <summary>A phone number of a card.</summary>
/// <param name="Phone">The number as it is shown.</param>
/// <param name="Type">Such as <c>CELL</c>, <c>MAIN</c>, <c>IPHONE</c>, <c>HOME</c> or <c>WORK</c>.</param>
/// <param name="WaId">The number as WhatsApp knows it; without it the recipient can only invite the person.</param>
public sealed record V1ContactPhone(string? Phone, string? Type, string? WaId);

/// <summary>An e-mail address of a card.</summary>
/// <param name="Email">The address.</param>
/// <param name="Type"><c>HOME</c> or <c>WORK</c>.</param>
public sealed record V1ContactEmail(string? Email, string? Type);

/// <summary>A web address of a card.</summary>
/// <param name="Url">The address.</param>
/// <param name="Type"><c>HOME</c> or <c>WORK</c>.</param>
public sealed record V1ContactUrl(string? Url, string? Type);

/// <summary>Where somebody works.</summary>
/// <param name="Company">The company.</param>
/// <param name="Department">The department.</param>
/// <param name="Title">The position there.</param>
public sealed record V1ContactOrg(string? Company, string? Department, string? Title);

/// <summary>A postal address of a card.</summary>
public sealed record V1ContactAddress
{
    /// <summary>Street and number.</summary>
    public string? Street { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>State or region.</summary>
    public string? State { get; init; }

    /// <summary>Postal code.</summary>
    public string? Zip { get; init; }

    /// <summary>Country in full.</summary>
    public string? Country { get; init; }

    /// <summary>Country in two letters.</summary>
    public string? CountryCode { get; init; }

    /// <summary><c>HOME</c> or <c>WORK</c>.</summary>
    public string? Type { get; init; }
}
