using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Cloud;
using Tujenge.Infra.Directory;
using Tujenge.Sender.CloudApi;

namespace Tujenge.Sender.Templates;

/// <summary>
/// The templates of each WhatsApp business account, as far as Graph has told. What is old is read again; when Graph
/// does not answer, what was known stays, and what was never known is no ground to refuse anything.
/// </summary>
internal sealed partial class TemplateCatalog(
    ICloudApi cloudApi,
    IOptions<SenderOptions> options,
    ILogger<TemplateCatalog> logger)
{
    /// <summary>Guards against a server whose pages never end.</summary>
    private const int MostPages = 100;

    /// <summary>A template missing from a list younger than this is missing; an older list is read again first.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Account> _accounts = new();

    /// <summary>
    /// What is known of a template: its definition, null when the account has none of that name and language, or
    /// <see cref="TemplateLookup.Unknown"/> when nobody could tell.
    /// </summary>
    public async Task<TemplateLookup> FindAsync(
        Channel channel,
        string name,
        string language,
        CancellationToken cancellationToken)
    {
        if (channel.WabaId is not { Length: > 0 } wabaId)
        {
            return TemplateLookup.Unknown;
        }

        var account = _accounts.GetOrAdd($"{channel.CloudBaseUrl}\n{wabaId}", _ => new Account());
        var list = await ReadAsync(account, channel, wabaId, options.Value.TemplatesLifetime, cancellationToken);
        if (list is not null && !list.ContainsKey((name, language)))
        {
            list = await ReadAsync(account, channel, wabaId, Fresh, cancellationToken);
        }

        return list is null ? TemplateLookup.Unknown : new TemplateLookup(true, list.GetValueOrDefault((name, language)));
    }

    private async Task<Dictionary<(string, string), CloudTemplateDefinition>?> ReadAsync(
        Account account,
        Channel channel,
        string wabaId,
        TimeSpan lifetime,
        CancellationToken cancellationToken)
    {
        if (account.IsYoungerThan(lifetime))
        {
            return account.Templates;
        }

        await account.Gate.WaitAsync(cancellationToken);
        try
        {
            if (!account.IsYoungerThan(lifetime))
            {
                account.Templates = await FetchAsync(channel, wabaId, cancellationToken) ?? account.Templates;
                account.ReadAt = TimeProvider.System.GetTimestamp(); // After a failure too: not every send asks again.
            }

            return account.Templates;
        }
        finally
        {
            account.Gate.Release();
        }
    }

    private async Task<Dictionary<(string, string), CloudTemplateDefinition>?> FetchAsync(
        Channel channel,
        string wabaId,
        CancellationToken cancellationToken)
    {
        var templates = new Dictionary<(string, string), CloudTemplateDefinition>();
        try
        {
            string? after = null;
            for (var page = 0; page < MostPages; page++)
            {
                var answer = await cloudApi.ListTemplatesAsync(
                    channel.CloudBaseUrl, options.Value.CloudApiVersion, wabaId, channel.AccessToken.Reveal(), after, cancellationToken);
                if (answer.Data is null)
                {
                    return null; // Not a list of templates, whatever it is.
                }

                foreach (var template in answer.Data)
                {
                    templates[(template.Name, template.Language)] = template;
                }

                after = answer.Paging?.Cursors?.After;
                if (answer.Paging?.Next is null || after is null)
                {
                    break;
                }
            }

            return templates;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Of all that can go wrong in an upstream's answer, nothing may stop a message: WhatsApp checks it too.
            Log.ListUnavailable(logger, channel.Id, fault.GetType().Name);
            return null;
        }
    }

    private sealed class Account
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Dictionary<(string, string), CloudTemplateDefinition>? Templates { get; set; }

        public long? ReadAt { get; set; }

        public bool IsYoungerThan(TimeSpan age) => ReadAt is { } at && TimeProvider.System.GetElapsedTime(at) < age;
    }

    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Warning, "Templates of channel {ChannelId} cannot be read ({Fault}); WhatsApp decides")]
        public static partial void ListUnavailable(ILogger logger, Guid channelId, string fault);
    }
}

/// <summary>What is known of a template.</summary>
/// <param name="IsKnown">False when no list could be read.</param>
/// <param name="Template">The definition; null when the account has none such.</param>
internal readonly record struct TemplateLookup(bool IsKnown, CloudTemplateDefinition? Template)
{
    public static TemplateLookup Unknown => default;
}
