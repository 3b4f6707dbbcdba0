namespace Tujenge.Infra.Privacy;

/// <summary>Phone numbers are personal: logs and traces may show them only like this.</summary>
public static class PhoneNumberMask
{
    /// <summary>Keeps the first three and the last two characters: <c>255*******11</c>. Short text is hidden whole.</summary>
    public static string Mask(string number) => number.Length < 8
        ? new string('*', number.Length)
        : string.Concat(number.AsSpan(0, 3), new string('*', number.Length - 5), number.AsSpan(number.Length - 2));
}
