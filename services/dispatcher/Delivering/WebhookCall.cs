using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.V1;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Dispatcher.Delivering;

/// <summary>One POST to a webhook (whatsapp-v1-webhooks, section 1).</summary>
internal sealed class WebhookCall(IHttpClientFactory clients, IOptions<DispatcherOptions> options)
{
    public const string ClientName = "webhook";

    /// <summary>The event's id, the same on every attempt: what a receiver deduplicates on.</summary>
    public const string IdHeader = "webhook-id";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Redirects are not followed, in v1 they are failures; each connection is checked against the address rules.</summary>
    public static SocketsHttpHandler CreateHandler(WebhookOptions addresses) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = 64,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = (context, cancellationToken) =>
            WebhookAddress.ConnectAsync(context.DnsEndPoint, addresses, cancellationToken),
    };

    /// <summary>Posts the event; never throws for what a receiver or the network does, or for headers that cannot be decrypted.</summary>
    public async Task<WebhookResult> PostAsync(Webhook webhook, Delivery delivery)
    {
        try
        {
            using var request = CreateRequest(webhook, delivery);
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return IsSuccess(response.StatusCode)
                ? new WebhookResult((int)response.StatusCode, null)
                : new WebhookResult((int)response.StatusCode, Explain(response.StatusCode));
        }
        catch (UnreadableSecretException unreadable)
        {
            return new WebhookResult(null, unreadable.Message);
        }
        catch (TaskCanceledException)
        {
            return new WebhookResult(null, $"no answer within {options.Value.Timeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException fault)
        {
            return new WebhookResult(null, $"no connection: {fault.HttpRequestError}");
        }
    }

    private static HttpRequestMessage CreateRequest(Webhook webhook, Delivery delivery)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body));
        content.Headers.ContentType = Json;
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = content };
        foreach (var (name, value) in JsonSerializer.Deserialize(webhook.Headers.Reveal(), V1Json.Wire.DictionaryStringString)!)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation(IdHeader, delivery.EventId.ToString("D"));
        return request;
    }

    private bool IsSuccess(HttpStatusCode status) =>
        status == HttpStatusCode.OK || (options.Value.AcceptAny2xx && (int)status is >= 200 and < 300);

    private static string Explain(HttpStatusCode status) => (int)status switch
    {
        >= 300 and < 400 => $"answered {(int)status}: redirects are not followed",
        >= 200 and < 300 => $"answered {(int)status}: only 200 is a success",
        _ => $"answered {(int)status}",
    };
}

/// <summary>How a call ended.</summary>
/// <param name="StatusCode">Status of the answer; null when there was none.</param>
/// <param name="Error">What was wrong; null for a success.</param>
internal sealed record WebhookResult(int? StatusCode, string? Error);
