using System.Collections.Concurrent;

namespace Tujenge.Simulator.Phones;

/// <summary>All phones anybody has named.</summary>
internal sealed class PhoneBook(int capacity, bool unknownNumbersExist)
{
    private readonly ConcurrentDictionary<string, Phone> _phones = new();
    private readonly ConcurrentQueue<string> _order = new();

    public IReadOnlyList<Phone> All => [.. _order.Select(number => _phones.GetValueOrDefault(number)).OfType<Phone>()];

    /// <summary>The phone with a number in any usual notation; made when nobody named it before.</summary>
    public Phone Get(string number) => _phones.GetOrAdd(Normalise(number), key =>
    {
        _order.Enqueue(key);
        while (_order.Count > capacity && _order.TryDequeue(out var oldest))
        {
            _phones.TryRemove(oldest, out _);
        }

        return new Phone(key, unknownNumbersExist);
    });

    private static string Normalise(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return number.Any(char.IsAsciiLetter) || digits.Length == 0 ? number : digits;
    }
}
