using System.Collections.Concurrent;
using Tujenge.Infra.Numbers;

namespace Tujenge.Simulator.Phones;

/// <summary>All phones anybody has named.</summary>
internal sealed class PhoneBook(int capacity, bool unknownNumbersExist)
{
    /// <summary>Digits of the longest phone number (E.164).</summary>
    private const int LongestNumber = 15;

    private readonly ConcurrentDictionary<string, Phone> _phones = new();

    /// <summary>How the owner of a number that can be written in several ways is registered: as it was named first.</summary>
    private readonly ConcurrentDictionary<string, string> _spellings = new();

    private readonly ConcurrentQueue<string> _order = new();

    public IReadOnlyList<Phone> All => [.. _order.Select(number => _phones.GetValueOrDefault(number)).OfType<Phone>()];

    /// <summary>The phone with a number in any usual notation; made when nobody named it before.</summary>
    public Phone Get(string number)
    {
        var normal = Normalise(number);
        var registered = _spellings.GetOrAdd(ConversationKey.Of(normal), normal);
        return _phones.GetOrAdd(registered, Make);
    }

    private Phone Make(string number)
    {
        _order.Enqueue(number);
        while (_order.Count > capacity && _order.TryDequeue(out var oldest))
        {
            _phones.TryRemove(oldest, out _);
            _spellings.TryRemove(ConversationKey.Of(oldest), out _);
        }

        return new Phone(number, unknownNumbersExist);
    }

    private static string Normalise(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return number.Any(char.IsAsciiLetter) || digits.Length is 0 or > LongestNumber ? number : digits; // The id of a group is longer.
    }
}
