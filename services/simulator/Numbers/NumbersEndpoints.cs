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

        if (body.TokenSeconds is <= 0 or > 365 * 86400)
        {
            return ControlAnswer.Problem("token_seconds is the life of a login token, more than 0 and at most a year.");
        }

        return sandbox.Current.Numbers.Change(phoneNumberId, before => body.ApplyTo(before, phoneNumberId, callbackUrl)) is { } number
            ? ControlAnswer.Ok(NumberSettings.Of(number), SimulatorJson.Wire.NumberSettings)
            : ControlAnswer.Problem("A new number needs phone_number and either access_token, waba_id and app_secret, or username and password.");
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

    /// <summary>Who logs in, for a number that the On-Premises API serves; an empty text makes it the Cloud API's.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>How long a login's token works. A change of these three ends the tokens that there are.</summary>
    public double? TokenSeconds { get; init; }

    public static NumberSettings Of(BusinessNumber number) => new()
    {
        PhoneNumberId = number.PhoneNumberId,
        PhoneNumber = number.PhoneNumber,
        AccessToken = number.AccessToken,
        WabaId = number.WabaId,
        AppSecret = number.AppSecret,
        CallbackUrl = number.CallbackUrl?.OriginalString,
        Username = number.Login?.Username,
        Password = number.Login?.Password,
        TokenSeconds = number.Login?.TokenLife.TotalSeconds,
    };

    /// <summary>The number after the change, or null if a new number is incomplete.</summary>
    public BusinessNumber? ApplyTo(BusinessNumber? before, string phoneNumberId, Uri? callbackUrl)
    {
        var login = LoginAfter(before?.Login);
        var number = new BusinessNumber(
            phoneNumberId,
            PhoneNumber ?? before?.PhoneNumber ?? "",
            AccessToken ?? before?.AccessToken ?? "",
            WabaId ?? before?.WabaId ?? "",
            AppSecret ?? before?.AppSecret ?? "",
            CallbackUrl is null ? before?.CallbackUrl : callbackUrl,
            login);
        var isComplete = login is null
            ? number is { AccessToken.Length: > 0, WabaId.Length: > 0, AppSecret.Length: > 0 }
            : login.Password.Length > 0;
        return isComplete && number.PhoneNumber.Length > 0 ? number : null;
    }

    private OnPremisesLogin? LoginAfter(OnPremisesLogin? before) => (Username ?? before?.Username) is { Length: > 0 } username
        ? new OnPremisesLogin(
            username,
            Password ?? before?.Password ?? "",
            TokenSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : before?.TokenLife ?? OnPremisesLogin.UsualTokenLife)
        : null;
}
