namespace Tujenge.Simulator.Numbers;

/// <summary>
/// A business phone number: what Meta would know about a channel. One with a login is served by the On-Premises API: it is
/// called with a login token, and its callbacks are flat and unsigned.
/// </summary>
internal sealed record BusinessNumber(
    string PhoneNumberId,
    string PhoneNumber,
    string AccessToken,
    string WabaId,
    string AppSecret,
    Uri? CallbackUrl,
    OnPremisesLogin? Login = null)
{
    /// <summary>Whose templates it sends: its WhatsApp business account's, or its own where a v1 server keeps them.</summary>
    public string Account => Login is null ? WabaId : PhoneNumberId;

    /// <summary>The number in digits, as callbacks name it.</summary>
    public string Digits { get; } = string.Concat(PhoneNumber.Where(char.IsAsciiDigit));
}

/// <summary>How callers of the On-Premises API log in to a number.</summary>
/// <param name="Username">Name.</param>
/// <param name="Password">Password.</param>
/// <param name="TokenLife">How long a token works.</param>
internal sealed record OnPremisesLogin(string Username, string Password, TimeSpan TokenLife)
{
    /// <summary>As long as the real ones.</summary>
    public static TimeSpan UsualTokenLife => TimeSpan.FromDays(7);
}
