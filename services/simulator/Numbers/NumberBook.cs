namespace Tujenge.Simulator.Numbers;

/// <summary>Business numbers in the order they were added.</summary>
internal sealed class NumberBook(IEnumerable<NumberOptions> configured)
{
    private readonly Lock _gate = new();

    private volatile IReadOnlyList<BusinessNumber> _all =
    [
        .. configured.Select(number => new BusinessNumber(
            number.PhoneNumberId,
            number.PhoneNumber,
            number.AccessToken,
            number.WabaId,
            number.AppSecret,
            number.CallbackUrl is { Length: > 0 } callbackUrl ? new Uri(callbackUrl) : null,
            number.Username is { Length: > 0 } username ? new OnPremisesLogin(username, number.Password, number.TokenLife) : null)),
    ];

    public IReadOnlyList<BusinessNumber> All => _all;

    public BusinessNumber? Find(string phoneNumberId) =>
        _all.FirstOrDefault(number => number.PhoneNumberId == phoneNumberId);

    /// <summary>Adds or changes a number; a changed one keeps its place.</summary>
    /// <param name="phoneNumberId">Which.</param>
    /// <param name="change">From what it was to what it is; null for null leaves everything as it was.</param>
    public BusinessNumber? Change(string phoneNumberId, Func<BusinessNumber?, BusinessNumber?> change)
    {
        lock (_gate)
        {
            var before = Find(phoneNumberId);
            if (change(before) is not { } after)
            {
                return null;
            }

            _all = before is null
                ? [.. _all, after]
                : [.. _all.Select(number => ReferenceEquals(number, before) ? after : number)];
            return after;
        }
    }
}
