using Tujenge.Contracts.V1;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Upstreams;

/// <summary>What one upstream call amounted to, in the gateway's own words.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>WhatsApp has the message.</summary>
    /// <param name="UpstreamId">Its id of it; null when there is none that can be kept, so that no status will be known for its own.</param>
    /// <param name="WaId">The recipient as WhatsApp writes it; null when it does not say.</param>
    internal sealed record Accepted(string? UpstreamId, string? WaId = null) : SendOutcome
    {
        /// <summary>With whatever a server calls an id.</summary>
        public static Accepted With(string id, string? waId) =>
            new(id.Length <= SenderDbContext.LongestUpstreamId && !id.Contains('\0', StringComparison.Ordinal) ? id : null, waId);
    }

    /// <summary>WhatsApp answered that it will never take this message.</summary>
    internal sealed record Refused(V1ErrorEntry Error) : SendOutcome;

    /// <summary>Nothing was sent, and now is a bad time: throttled, in maintenance, or no connection.</summary>
    /// <param name="Error">WhatsApp's reason; null when it gave none, as where there was no connection, or no login.</param>
    internal sealed record NotNow(V1ErrorEntry? Error) : SendOutcome
    {
        /// <summary>Of <see cref="MostTries"/>: where whatsapp-errors says "once".</summary>
        public const int OnceMore = 2;

        /// <summary>Of <see cref="MostTries"/>: where it says "few times", or where that depends on what nobody tells.</summary>
        public const int AFewTries = 3;

        /// <summary>"Something went wrong", which may mean anything: worth so many tries in all. Null: a day of them.</summary>
        public int? MostTries { get; init; }

        /// <summary>The least that it is worth waiting; more after every try.</summary>
        public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

        /// <summary>What the answer asked for in <c>Retry-After</c>, however many tries there were; null when it did not.</summary>
        public TimeSpan? Pause { get; init; }
    }

    /// <summary>No usable answer: the message may or may not be on its way.</summary>
    internal sealed record Unknown : SendOutcome;
}
