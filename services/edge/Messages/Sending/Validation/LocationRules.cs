using System.Globalization;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>Rules for <c>location</c> (whatsapp-v1-api, section 3.3).</summary>
internal static class LocationRules
{
    public static V1Message Read(Field message, V1Message envelope)
    {
        var location = message["location"].Required().Object().WarnOfOthers("latitude", "longitude", "name", "address");
        var latitude = Degrees(location["latitude"], most: 90, "latitude");
        var longitude = Degrees(location["longitude"], most: 180, "longitude");
        var name = location["name"].TextOrNothing();
        var address = location["address"].TextOrNothing();
        if (address is not null && name is null)
        {
            location["address"].Warn("is shown only together with 'location.name', which is absent");
        }

        return envelope with
        {
            Location = new V1Location { Latitude = latitude, Longitude = longitude, Name = name, Address = address },
        };
    }

    /// <summary>The digits stay as they are.</summary>
    private static decimal Degrees(Field field, int most, string what)
    {
        if (field.Required().Written("a number") is not { } written)
        {
            return 0;
        }

        if (decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most)
        {
            return degrees;
        }

        field.Found.Add(
            V1Code.ValueInvalid,
            field.Path,
            $"Invalid {what}: parameter '{field.Path}' must be a number from -{most} to {most}, got {Given.Quote(written)}");
        return 0;
    }
}
