using System.Globalization;
using System.Text.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Templates;

/// <summary>Rules for the value of one placeholder.</summary>
internal static class ParameterRules
{
    public const int LongestText = 1024;

    private const int LongestName = 512;

    /// <summary>The parameter, normalised; one of a newer type of the Cloud API as it came.</summary>
    public static JsonElement Read(Field parameter)
    {
        var type = parameter.Required().Object()["type"].Required().Text()?.ToLowerInvariant() ?? "";
        var named = new V1TemplateParameter { Type = type, ParameterName = parameter["parameter_name"].TextOrNothing(LongestName) };
        var read = type switch
        {
            "text" => named with { Text = Text(parameter["text"]) },
            "payload" => named with { Payload = Text(parameter["payload"]) },
            "currency" => named with { Currency = Currency(parameter["currency"]) },
            "date_time" => named with { DateTime = Moment(parameter["date_time"]) },
            "image" => named with { Image = MediaRules.Read(parameter["image"]) },
            "video" => named with { Video = MediaRules.Read(parameter["video"]) },
            "document" => named with { Document = MediaRules.Read(parameter["document"], "filename") },
            _ => null,
        };
        if (read is not null)
        {
            parameter.WarnOfOthers("type", "parameter_name", type);
            return JsonSerializer.SerializeToElement(read, V1Json.Wire.V1TemplateParameter);
        }

        if (type.Length > 0 && !parameter[type].IsPresent)
        {
            parameter["type"].Refuse(
                V1Code.ValueInvalid,
                $"must be one of text, currency, date_time, image, video, document, payload, or name another member, got {Given.Quote(type)}");
        }

        return parameter.Value;
    }

    /// <summary>An amount times 1000.</summary>
    public static long Amount(Field amount)
    {
        if (amount.Required().Written("a number") is not { } written)
        {
            return 0;
        }

        if (decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && decimal.IsInteger(value)
            && value is >= long.MinValue and <= long.MaxValue)
        {
            return (long)value;
        }

        amount.Refuse(V1Code.ValueInvalid, $"must be a whole number, got {Given.Quote(written)}");
        return 0;
    }

    private static string Text(Field text) => text.Required().Text(LongestText, tooLong: V1Code.TemplateParameterTooLong) ?? "";

    private static V1Currency Currency(Field currency) => new()
    {
        FallbackValue = Text(currency.Required().Object().WarnOfOthers("fallback_value", "code", "amount_1000")["fallback_value"]),
        Code = currency["code"].Required().Text(int.MaxValue) ?? "",
        Amount1000 = Amount(currency["amount_1000"]),
    };

    private static JsonElement? Moment(Field moment)
    {
        Text(moment.Required().Object()["fallback_value"]);
        return moment.IsPresent ? moment.Value : null;
    }
}
