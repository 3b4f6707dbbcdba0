using System.Collections.Concurrent;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises.Groups;
using Tujenge.Simulator.OnPremises.Settings;
using Tujenge.Simulator.OnPremises.Stickers;

namespace Tujenge.Simulator.OnPremises;

/// <summary>What the On-Premises API keeps of each number.</summary>
internal sealed class AccountBook
{
    private readonly ConcurrentDictionary<string, Account> _accounts = new();

    public Account Of(BusinessNumber number) => _accounts.GetOrAdd(number.PhoneNumberId, _ => new Account());
}

/// <summary>What the On-Premises API keeps of one number. All of it is read and changed under its lock.</summary>
internal sealed class Account
{
    public Lock Gate { get; } = new();

    public Profile Profile { get; } = new();

    public GroupBook Groups { get; } = new();

    public StickerBook Stickers { get; } = new();

    /// <summary>Customers whose identity was acknowledged.</summary>
    public HashSet<string> Acknowledged { get; } = [];

    /// <summary>When each customer's identity was first asked for: it is as old as that, here.</summary>
    public Dictionary<string, DateTimeOffset> Identified { get; } = [];
}

/// <summary>An image and its MIME type.</summary>
internal sealed record Picture(string MimeType, byte[] Contents)
{
    private const int MostBytes = 5 * 1024 * 1024;

    /// <summary>Reads one from a body; null for what is none.</summary>
    public static async Task<Picture?> ReadAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != true || request.ContentLength > MostBytes)
        {
            return null;
        }

        using var contents = new MemoryStream();
        await request.Body.CopyToAsync(contents, request.HttpContext.RequestAborted);
        return contents.Length is > 0 and <= MostBytes ? new Picture(request.ContentType, contents.ToArray()) : null;
    }

    /// <summary>Its bytes.</summary>
    public IResult ToAnswer() => TypedResults.Bytes(Contents, MimeType);
}
