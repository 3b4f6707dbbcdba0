using System.Text.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Templates;

/// <summary>
/// Rules for <c>hsm</c>, what templates were before they were called so (whatsapp-v1-api, section 5.2), and its translation
/// into one (cloud-api-mapping, section 1): behind here nobody has to know that it ever was.
/// </summary>
internal static class HsmRules
{
    public static V1Message Read(Field message, V1Message envelope)
    {
        var hsm = message["hsm"].Required().Object().WarnOfOthers("namespace", "element_name", "language", "localizable_params");
        return envelope with
        {
            Type = "template",
            Template = new V1Template
            {
                Namespace = TemplateRules.Namespace(hsm["namespace"]),
                Name = TemplateRules.Name(hsm["element_name"]),
                Language = TemplateRules.Language(hsm["language"]),
                Components = hsm["localizable_params"].ItemsOrOne() is { Count: > 0 } parameters
                    ? [new V1TemplateComponent { Type = "body", Parameters = [.. parameters.Select(Parameter)] }]
                    : null,
            },
        };
    }

    private static JsonElement Parameter(Field parameter)
    {
        var text = parameter.Required().Object().WarnOfOthers("default", "currency", "date_time")["default"].Required()
            .Text(ParameterRules.LongestText, tooLong: V1Code.TemplateParameterTooLong) ?? "";
        var (currency, moment) = (parameter["currency"].Object(), parameter["date_time"].Object());
        var read = (currency.IsPresent, moment.IsPresent) switch
        {
            (true, _) => new V1TemplateParameter { Type = "currency", Currency = Currency(currency, text) },
            (_, true) => new V1TemplateParameter { Type = "date_time", DateTime = Moment(moment, text) },
            _ => new V1TemplateParameter { Type = "text", Text = text },
        };
        return JsonSerializer.SerializeToElement(read, V1Json.Wire.V1TemplateParameter);
    }

    private static V1Currency Currency(Field currency, string text) => new()
    {
        FallbackValue = text,
        Code = currency.WarnOfOthers("currency_code", "amount_1000")["currency_code"].Required().Text(int.MaxValue) ?? "",
        Amount1000 = ParameterRules.Amount(currency["amount_1000"]),
    };

    /// <summary>Phones show the text: the parts of the moment beside it were for formatting it in the recipient's language.</summary>
    private static JsonElement Moment(Field moment, string text)
    {
        moment.Warn("is left out but for 'default', which phones show");
        return JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["fallback_value"] = text }, V1Json.Wire.DictionaryStringString);
    }
}
