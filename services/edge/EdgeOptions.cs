using System.ComponentModel.DataAnnotations;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge;

/// <summary>How edge presents itself. Bound from <c>Edge</c>.</summary>
internal sealed class EdgeOptions : IValidatableObject
{
    public const string SectionName = "Edge";

    /// <summary>The header that carries the key, in every installation.</summary>
    public const string KeyHeader = "WA-API-KEY";

    /// <summary>What stands before <c>/v1</c>, such as <c>/whatsapp</c>. Empty: nothing.</summary>
    [RegularExpression(
        @"(/(?!\.{1,2}(/|\z))[A-Za-z0-9._~-]+)+",
        ErrorMessage = "Edge:BasePath must be empty or begin with / and not end with one, such as /whatsapp.")]
    public string BasePath { get; init; } = "";

    /// <summary>
    /// Headers that may carry the key besides <c>WA-API-KEY</c>. Null: that of the best-known provider, whose clients come
    /// unchanged. An array with a default could only be added to, never emptied.
    /// </summary>
    public string[]? ApiKeyHeaderAliases { get; init; }

    /// <summary>Messages that each key may post in a second, three times as many at once, unless its channel says otherwise; 0 for no limit.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Edge:MessagesPerSecond must be between 0 and 1000000.")]
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>Other v1 calls that each key may make in a second, likewise.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Edge:RequestsPerSecond must be between 0 and 1000000.")]
    public int RequestsPerSecond { get; init; } = 20;

    /// <summary>What operators show as bearer token. Empty: the admin API is closed.</summary>
    [RegularExpression(@".{16,}", ErrorMessage = "Edge:OperatorToken must have at least 16 characters.")]
    public string OperatorToken { get; init; } = "";

    /// <summary>Hosts besides a channel's Graph host that media is fetched from, with the channel's token; always over https.</summary>
    public string[] MediaHosts { get; init; } = ["lookaside.fbsbx.com"];

    /// <summary>How long a v1 server may be silent while a client waits for its answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan V1Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest JSON body. The largest message the API describes is far below the default of 1 MiB.</summary>
    [Range(1024, 104_857_600, ErrorMessage = "Edge:MaxBodyBytes must be between 1024 and 104857600.")]
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How long replayed and discarded dead letters stay, without what they said. Those that wait stay for ever.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepDeadLettersFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long it is remembered how WhatsApp writes a number, after it was last heard of.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepNumbersFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>All headers that may carry the key.</summary>
    public string[] KeyHeaders() => [KeyHeader, .. ApiKeyHeaderAliases ?? ["D360-API-KEY"]];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (new PathString(BasePath).StartsWithSegments("/admin"))
        {
            yield return new("Edge:BasePath must not be /admin, where the admin API is.", [nameof(BasePath)]);
        }

        foreach (var host in MediaHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            yield return new($"Edge:MediaHosts: '{host}' is not the name of a host.", [nameof(MediaHosts)]);
        }

        foreach (var alias in KeyHeaders().Where(alias => !HeaderName.IsOne(alias)))
        {
            yield return new($"Edge:ApiKeyHeaderAliases: '{alias}' is not the name of a header.", [nameof(ApiKeyHeaderAliases)]);
        }
    }
}
