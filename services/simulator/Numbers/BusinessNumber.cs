namespace Tujenge.Simulator.Numbers;

/// <summary>A business phone number: what Meta would know about a channel.</summary>
internal sealed record BusinessNumber(
    string PhoneNumberId,
    string PhoneNumber,
    string AccessToken,
    string WabaId,
    string AppSecret,
    Uri? CallbackUrl)
{
    /// <summary>The number in digits, as callbacks name it.</summary>
    public string Digits { get; } = string.Concat(PhoneNumber.Where(char.IsAsciiDigit));
}
