using System.Collections.Concurrent;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.OnPremises.Logins;

/// <summary>Login tokens. A new one does not end the earlier ones, as with the real server.</summary>
internal sealed class LoginBook(long seed)
{
    private readonly ConcurrentDictionary<string, Login> _logins = new();
    private int _last;

    public (string Token, DateTimeOffset ExpiresAt) Add(BusinessNumber number, DateTimeOffset now)
    {
        var token = $"{Dice.IdOf(seed, "login", number.PhoneNumberId, $"{Interlocked.Increment(ref _last)}"):N}";
        var end = now + number.Login!.TokenLife;
        _logins[token] = new Login(number.PhoneNumberId, number.Login, end);
        return (token, end);
    }

    /// <summary>The number that the token opens; null for one that is unknown or over, or of a login that was changed since.</summary>
    public BusinessNumber? Find(string token, NumberBook numbers, DateTimeOffset now) =>
        _logins.TryGetValue(token, out var login) && now < login.ExpiresAt
        && numbers.Find(login.PhoneNumberId) is { } number && number.Login == login.Settings
            ? number
            : null;

    public void Remove(string token) => _logins.TryRemove(token, out _);

    private sealed record Login(string PhoneNumberId, OnPremisesLogin Settings, DateTimeOffset ExpiresAt);
}
