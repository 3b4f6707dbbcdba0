using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Numbers;

/// <summary><c>{prefix}/numbers</c>: the business side.</summary>
internal static class NumbersEndpoints
{
    public static void MapNumbers(this IEndpointRouteBuilder control)
    {
        control.MapGet("/numbers", (Sandbox sandbox) => ControlAnswer.Ok(
            new NumberList([.. sandbox.Current.Numbers.All.Select(NumberSettings.Of)]),
            SimulatorJson.Wire.NumberList));
        control.MapGet("/numbers/{phoneNumberId}", Get);
        control.MapPut("/numbers/{phoneNumberId}", PutAsync);
    }

    private static IResult Get(string phoneNumberId, Sandbox sandbox) =>
        sandbox.Current.Numbers.Find(phoneNumberId) is { } number
            ? ControlAnswer.Ok(NumberSettings.Of(number), SimulatorJson.Wire.NumberSettings)
            : ControlAnswer.Problem("There is no such number; PUT to this address adds it.");

    private static async Task<IResult> PutAsync(string phoneNumberId, HttpRequest request, Sandbox sandbox)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.NumberSettings);
        if (body is null)
        {
            return problem!;
        }

        if (body.PhoneNumberId is { } inside && inside != phoneNumberId)
        {
            return ControlAnswer.Problem("phone_number_id differs from the address; leave it out of the body.");
        }

        Uri? callbackUrl = null;
        if (body.CallbackUrl is { Length: > 0 } text
            && !(Uri.TryCreate(text, UriKind.Absolute, out callbackUrl) && callbackUrl.Scheme is "http" or "https"))
        {
            return ControlAnswer.Problem("callback_url must be an absolute http or https address.");
        }

        return sandbox.Current.Numbers.Change(phoneNumberId, before => body.ApplyTo(before, phoneNumberId, callbackUrl)) is { } number
            ? ControlAnswer.Ok(NumberSettings.Of(number), SimulatorJson.Wire.NumberSettings)
            : ControlAnswer.Problem("A new number needs phone_number, access_token, waba_id and app_secret.");
    }
}

/// <summary>Business numbers.</summary>
/// <param name="Numbers">In the order they were added; the first is whom phones write to by default.</param>
internal sealed record NumberList(IReadOnlyList<NumberSettings> Numbers);

/// <summary>A business number as shown and set. Fields left out of a change keep their value.</summary>
internal sealed record NumberSettings
{
    public string? PhoneNumberId { get; init; }

    public string? PhoneNumber { get; init; }

    public string? AccessToken { get; init; }

    public string? WabaId { get; init; }

    public string? AppSecret { get; init; }

    /// <summary>Where callbacks go; an empty text stops them.</summary>
    public string? CallbackUrl { get; init; }

    public static NumberSettings Of(BusinessNumber number) => new()
    {
        PhoneNumberId = number.PhoneNumberId,
        PhoneNumber = number.PhoneNumber,
        AccessToken = number.AccessToken,
        WabaId = number.WabaId,
        AppSecret = number.AppSecret,
        CallbackUrl = number.CallbackUrl?.OriginalString,
    };

    /// <summary>The number after the change, or null if a new number is incomplete.</summary>
    public BusinessNumber? ApplyTo(BusinessNumber? before, string phoneNumberId, Uri? callbackUrl) =>
        (PhoneNumber ?? before?.PhoneNumber) is { Length: > 0 } phoneNumber
        && (AccessToken ?? before?.AccessToken) is { Length: > 0 } accessToken
        && (WabaId ?? before?.WabaId) is { Length: > 0 } wabaId
        && (AppSecret ?? before?.AppSecret) is { Length: > 0 } appSecret
            ? new BusinessNumber(
                phoneNumberId,
                phoneNumber,
                accessToken,
                wabaId,
                appSecret,
                CallbackUrl is null ? before?.CallbackUrl : callbackUrl)
            : null;
}
