using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Tujenge.Contracts.Cloud;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Templates;

namespace Tujenge.Infra.Upstreams;

/// <summary>Reads the templates of a WhatsApp business account from Graph, page by page (cloud-api-mapping, section 5).</summary>
public sealed partial class GraphTemplates(Graph graph, ILogger<GraphTemplates> logger)
{
    private const string Fields = "id,name,language,status,category,components,rejected_reason";

    /// <summary>Guards against a server whose pages never end.</summary>
    internal const int MostPages = 100;

    /// <summary>For the whole of it; somebody's message waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>All templates, or null when Graph gave no list of them.</summary>
    public async Task<AccountTemplates?> TryReadAsync(Channel channel, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var account = Uri.EscapeDataString(channel.WabaId!);
            var templates = await ReadPagesAsync(channel, account, timeout.Token);
            if (templates is null)
            {
                return null;
            }

            var about = await GetAsync(channel, $"{account}?fields=message_template_namespace", CloudJson.Wire.CloudAccount, timeout.Token);
            return new AccountTemplates(about?.MessageTemplateNamespace, templates);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Of all that can go wrong in an upstream's answer, nothing may stop a message: WhatsApp checks it too.
            Log.ListUnavailable(logger, channel.Id, fault.GetType().Name);
            return null;
        }
    }

    private async Task<IReadOnlyList<CloudTemplateDefinition>?> ReadPagesAsync(
        Channel channel,
        string account,
        CancellationToken cancellationToken)
    {
        var templates = new List<CloudTemplateDefinition>();
        string? after = null;
        for (var number = 0; number < MostPages; number++)
        {
            var place = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var page = await GetAsync(
                channel,
                $"{account}/message_templates?fields={Fields}&limit=250{place}",
                CloudJson.Wire.CloudTemplatePage,
                cancellationToken);
            if (page?.Data is null)
            {
                break;
            }

            templates.AddRange(page.Data.Where(template => template is { Name.Length: > 0, Language.Length: > 0 }));
            after = page.Paging?.Cursors?.After;
            if (page.Paging?.Next is null || after is null)
            {
                return templates;
            }
        }

        Log.ListUnavailable(logger, channel.Id, "no whole list");
        return null; // A part of the list would make the rest look missing.
    }

    private async Task<T?> GetAsync<T>(Channel channel, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await graph.SendAsync(channel, HttpMethod.Get, path, null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, type, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(9020, LogLevel.Warning, "Templates of channel {ChannelId} cannot be read ({Fault}); what was known stays")]
        public static partial void ListUnavailable(ILogger logger, Guid channelId, string fault);
    }
}
