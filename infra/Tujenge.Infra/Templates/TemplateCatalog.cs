using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Cloud;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Infra.Templates;

/// <summary>
/// The templates of each WhatsApp business account, as far as Graph has told. They are kept in the database, for all
/// replicas and over restarts. What is old is read again; when Graph does not answer, what was known stays, and what was
/// never known is no ground to refuse anything.
/// </summary>
public sealed class TemplateCatalog(
    GraphTemplates graph,
    IDbContextFactory<DirectoryDbContext> contexts,
    IOptions<CloudOptions> options,
    TimeProvider clock)
{
    /// <summary>So long what this process remembers is used without a look at what others have written.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    /// <summary>A template missing from a list younger than this is missing; an older list is read again first.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>After a failure Graph is left alone for so long: not every message shall wait for it.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Account> _accounts = new();

    /// <summary>
    /// What is known of a template: its definition, null when the account has none of that name and language, or
    /// <see cref="TemplateLookup.Unknown"/> when nobody could tell: one that is missing may be newer than a list that cannot be read
    /// again.
    /// </summary>
    public async Task<TemplateLookup> FindAsync(
        Channel channel,
        string name,
        string language,
        CancellationToken cancellationToken)
    {
        var known = await ListAsync(channel, cancellationToken);
        if (known is not null && known.Find(name, language) is null)
        {
            known = await ReadAsync(channel, Fresh, cancellationToken, isNeeded: true);
            if (known?.Find(name, language) is null && IsUnanswered(channel))
            {
                return TemplateLookup.Unknown;
            }
        }

        return known is null ? TemplateLookup.Unknown : new TemplateLookup(true, known.Find(name, language));
    }

    /// <summary>All templates of the channel's account; null when Graph has never told them, or the channel names no account.</summary>
    public Task<KnownTemplates?> ListAsync(Channel channel, CancellationToken cancellationToken) =>
        ReadAsync(channel, options.Value.TemplatesLifetime, cancellationToken);

    /// <summary>What Graph said last instead of the channel's templates; null when it told them, or nothing that could be read.</summary>
    public CloudError? RefusalOf(Channel channel) => _accounts.GetValueOrDefault(KeyOf(channel))?.Refusal;

    /// <summary>
    /// What is known without asking Graph, for whom an old list is good enough: the memory of this process, or now and then one
    /// read of a row.
    /// </summary>
    public async Task<KnownTemplates?> GlanceAsync(Channel channel, CancellationToken cancellationToken)
    {
        if (channel.WabaId is not { Length: > 0 })
        {
            return null;
        }

        var key = KeyOf(channel);
        var account = _accounts.GetOrAdd(key, _ => new Account());
        if (!HasLooked(account) && await account.Gate.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            try
            {
                await LookAsync(account, key, cancellationToken);
            }
            finally
            {
                account.Gate.Release();
            }
        }

        return account.Known;
    }

    /// <summary>Reads the list again if it is older than an age, and otherwise does nothing.</summary>
    public Task RefreshAsync(Channel channel, TimeSpan olderThan, CancellationToken cancellationToken) =>
        ReadAsync(channel, olderThan, cancellationToken);

    /// <summary>Something of the account's templates has changed: who needs the list next reads it again, in whatever process.</summary>
    public async Task MarkStaleAsync(string wabaId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.NoteTemplateChangeAsync(wabaId, cancellationToken);
        foreach (var account in _accounts.Where(account => account.Key.EndsWith($" {wabaId}", StringComparison.Ordinal)))
        {
            account.Value.LookedAt = null;
        }
    }

    /// <param name="channel">A channel of the account.</param>
    /// <param name="lifetime">How old the list may be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isNeeded">Whether an older list is of no use.</param>
    private async Task<KnownTemplates?> ReadAsync(
        Channel channel, TimeSpan lifetime, CancellationToken cancellationToken, bool isNeeded = false)
    {
        if (channel.WabaId is not { Length: > 0 })
        {
            return null;
        }

        var key = KeyOf(channel);
        var account = _accounts.GetOrAdd(key, _ => new Account());
        if (IsGoodEnough(account, lifetime))
        {
            return account.Known;
        }

        // While one reads, the others make do with what is known, if anything is.
        if (!await account.Gate.WaitAsync(account.Known is null || isNeeded ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return account.Known;
        }

        try
        {
            if (!IsGoodEnough(account, lifetime))
            {
                await LookAsync(account, key, cancellationToken);
                if (!IsYoung(account, lifetime) && clock.GetUtcNow() >= account.NextTry)
                {
                    await FetchAsync(account, key, channel, cancellationToken);
                }
            }

            return account.Known;
        }
        finally
        {
            account.Gate.Release();
        }
    }

    private static string KeyOf(Channel channel) => $"{channel.CloudBaseUrl} {channel.WabaId}";

    /// <summary>Whether Graph was asked for the list and gave none.</summary>
    private bool IsUnanswered(Channel channel) =>
        _accounts.TryGetValue(KeyOf(channel), out var account) && clock.GetUtcNow() < account.NextTry;

    private bool HasLooked(Account account) => account.LookedAt is { } lookedAt && clock.GetUtcNow() - lookedAt < Glance;

    private bool IsGoodEnough(Account account, TimeSpan lifetime) =>
        HasLooked(account) && (IsYoung(account, lifetime) || clock.GetUtcNow() < account.NextTry);

    private bool IsYoung(Account account, TimeSpan lifetime) =>
        account.Known is { } known && account.ReadAfter >= account.Changes && clock.GetUtcNow() - known.ReadAt < lifetime;

    /// <summary>What another replica, or this one before its restart, has written.</summary>
    private async Task LookAsync(Account account, string key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var written = await db.TemplateLists
            .Where(list => list.Account == key)
            .Select(list => new { list.ReadAt, list.ReadAfter, list.Changes })
            .SingleOrDefaultAsync(cancellationToken);
        if (written is not null && written.ReadAt != account.Known?.ReadAt)
        {
            var row = await db.TemplateLists.AsNoTracking().SingleAsync(list => list.Account == key, cancellationToken);
            account.Known = new KnownTemplates(
                new AccountTemplates(
                    row.Namespace.Length == 0 ? null : row.Namespace,
                    JsonSerializer.Deserialize(row.Templates, CloudJson.Wire.IReadOnlyListCloudTemplateDefinition)!),
                row.ReadAt);
        }

        account.ReadAfter = written?.ReadAfter ?? 0;
        account.Changes = written?.Changes ?? 0;
        account.LookedAt = now;
    }

    private async Task FetchAsync(Account account, string key, Channel channel, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)); // As every database holds it.
        var (read, refusal) = await graph.TryReadAsync(channel, cancellationToken);
        account.Refusal = refusal;
        if (read is null)
        {
            account.NextTry = clock.GetUtcNow() + RetryAfter;
            return;
        }

        read = read with { Namespace = read.Namespace ?? account.Known?.Namespace }; // An account keeps it for good.
        account.Known = new KnownTemplates(read, now);
        account.ReadAfter = account.Changes;
        account.NextTry = default;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.SetTemplateListAsync(
            new TemplateList
            {
                Account = key,
                WabaId = channel.WabaId!,
                Namespace = read.Namespace ?? "",
                Templates = JsonSerializer.Serialize(read.All, CloudJson.Wire.IReadOnlyListCloudTemplateDefinition),
                ReadAt = now,
                ReadAfter = account.Changes, // Of one that was noted meanwhile, Graph may not have known yet.
            },
            cancellationToken);
    }

    private sealed class Account
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public KnownTemplates? Known { get; set; }

        public int ReadAfter { get; set; }

        public int Changes { get; set; }

        public CloudError? Refusal { get; set; }

        public DateTimeOffset? LookedAt { get; set; }

        public DateTimeOffset NextTry { get; set; }
    }
}
