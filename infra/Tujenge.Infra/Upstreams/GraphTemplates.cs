using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Web;
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

    /// <summary>All templates; or, when Graph gave no list of them, why: null where it did not say.</summary>
    public async Task<(AccountTemplates? Read, CloudError? Refusal)> TryReadAsync(Channel channel, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var account = Uri.EscapeDataString(channel.WabaId!);
            var templates = await ReadPagesAsync(channel, account, timeout.Token);
            if (templates is null)
            {
                return default;
            }

            return (new AccountTemplates(await ReadNamespaceAsync(channel, account, timeout.Token), templates), null);
        }
        catch (GraphRefusedException refused)
        {
            Log.ListUnavailable(logger, channel.Id, refused.Message);
            return (null, refused.Error);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Of all that can go wrong in an upstream's answer, nothing may stop a message: WhatsApp checks it too.
            Log.ListUnavailable(logger, channel.Id, fault.GetType().Name);
            return default;
        }
    }

    /// <summary>Only shown, so the list does without where Graph refuses it.</summary>
    private async Task<string?> ReadNamespaceAsync(Channel channel, string account, CancellationToken cancellationToken)
    {
        try
        {
            var about = await GetAsync(channel, $"{account}?fields=message_template_namespace", CloudJson.Wire.CloudAccount, cancellationToken);
            return about?.MessageTemplateNamespace;
        }
        catch (Exception fault) when (fault is GraphRefusedException or JsonException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<CloudTemplateDefinition>?> ReadPagesAsync(
        Channel channel,
        string account,
        CancellationToken cancellationToken)
    {
        var templates = new List<CloudTemplateDefinition>();
        var unread = 0;
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

            CloudTemplateDefinition[] readable = [.. page.Data.Select(Read).OfType<CloudTemplateDefinition>()];
            templates.AddRange(readable);
            unread += page.Data.Count - readable.Length;
            if (page.Paging?.Next is not { } next)
            {
                if (unread > 0)
                {
                    Log.Skipped(logger, unread, channel.Id);
                }

                return templates;
            }

            after = page.Paging.Cursors?.After ?? AfterIn(next);
            if (after is null)
            {
                break;
            }
        }

        Log.ListUnavailable(logger, channel.Id, "no whole list");
        return null; // A part of the list would make the rest look missing.
    }

    private static string? AfterIn(string next) =>
        Uri.TryCreate(next, UriKind.Absolute, out var address) ? HttpUtility.ParseQueryString(address.Query)["after"] : null;

    /// <summary>
    /// A template by itself, so that one that is not understood does not take the others with it. One that has a name is there all
    /// the same, and nothing more is known of it: without it, messages with it would be refused.
    /// </summary>
    private static CloudTemplateDefinition? Read(JsonElement template)
    {
        try
        {
            var read = template.Deserialize(CloudJson.Wire.CloudTemplateDefinition);
            if (read is not { Name.Length: > 0, Language.Length: > 0 })
            {
                return null;
            }

            var isWhole = read.Components?.All(part => part is not null && part.Buttons?.Contains(null!) is not true) is not false;
            return isWhole ? read : NameOnly(read.Name, read.Language);
        }
        catch (JsonException)
        {
            return TextIn(template, "name") is { Length: > 0 } name && TextIn(template, "language") is { Length: > 0 } language
                ? NameOnly(name, language)
                : null;
        }
    }

    private static CloudTemplateDefinition NameOnly(string name, string language) => new() { Name = name, Language = language };

    private static string? TextIn(JsonElement template, string name) =>
        template.ValueKind == JsonValueKind.Object
        && template.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private async Task<T?> GetAsync<T>(Channel channel, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await graph.SendAsync(channel, HttpMethod.Get, path, null, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken); // A page of a proxy's is as good as silence.
        if (json.RootElement is { ValueKind: JsonValueKind.Object } said
            && said.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw new GraphRefusedException(error.Deserialize(CloudJson.Wire.CloudError)); // Some proxies say it with a 200.
        }

        return answer.IsSuccessStatusCode ? json.Deserialize(type) : null;
    }

    private sealed class GraphRefusedException(CloudError? error) : Exception($"code {error?.Code}")
    {
        public CloudError? Error => error;
    }

    private static partial class Log
    {
        [LoggerMessage(9020, LogLevel.Warning, "Templates of channel {ChannelId} cannot be read ({Fault}); what was known stays")]
        public static partial void ListUnavailable(ILogger logger, Guid channelId, string fault);

        [LoggerMessage(9021, LogLevel.Warning, "{Count} templates of channel {ChannelId} cannot be read and are skipped")]
        public static partial void Skipped(ILogger logger, int count, Guid channelId);
    }
}
