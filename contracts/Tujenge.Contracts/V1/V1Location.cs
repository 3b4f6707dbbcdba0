namespace Tujenge.Contracts.V1;

/// <summary>A place (whatsapp-v1-api, section 3.3). The Cloud API took the shape over.</summary>
public sealed record V1Location
{
    /// <summary>-90 to 90. Clients send text or number; this is a number, with the digits that were given.</summary>
    public required decimal Latitude { get; init; }

    /// <summary>-180 to 180.</summary>
    public required decimal Longitude { get; init; }

    /// <summary>What the place is called.</summary>
    public string? Name { get; init; }

    /// <summary>Shown only together with <c>name</c>.</summary>
    public string? Address { get; init; }
}
