using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Numbers;

/// <summary><c>GET /{version}/{phone-number-id}</c>: what WhatsApp knows of a business number, for whoever has its token.</summary>
internal static class NumberEndpoint
{
    public static IResult Get(string phoneNumberId, string? fields, HttpRequest request, Sandbox sandbox)
    {
        if (sandbox.Current.Numbers.Find(phoneNumberId) is not { } number)
        {
            return GraphAnswer.Error(100, "Unsupported get request: there is no such phone number id");
        }

        if (GraphAnswer.TokenOf(request) != number.AccessToken)
        {
            return GraphAnswer.BadToken();
        }

        var known = FieldsOf(number);
        string[] wanted = fields is { Length: > 0 } ? fields.Split(',', StringSplitOptions.TrimEntries) : [.. known.Keys];
        return Array.Find(wanted, field => !known.ContainsKey(field)) is { } unknown
            ? GraphAnswer.Error(100, $"Tried accessing nonexisting field ({unknown})")
            : TypedResults.Json(
                wanted.Append("id").Distinct().ToDictionary(field => field, field => known[field]), // Graph always adds the id.
                SimulatorJson.Wire.DictionaryStringString);
    }

    private static Dictionary<string, string> FieldsOf(BusinessNumber number) => new()
    {
        ["verified_name"] = "Simulated business",
        ["code_verification_status"] = "VERIFIED",
        ["display_phone_number"] = $"+{number.Digits}",
        ["quality_rating"] = "GREEN",
        ["id"] = number.PhoneNumberId,
    };
}
