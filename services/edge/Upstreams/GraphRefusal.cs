using System.Net;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Upstreams;

/// <summary>What a client is told when Graph said no, or nothing (whatsapp-errors, section 5).</summary>
internal static class GraphRefusal
{
    private const int MostBytes = 64 * 1024;

    /// <summary>WhatsApp could not be reached: the provider's own words for it (whatsapp-v1-api, section 1).</summary>
    public static GatewayError Unavailable => new(
        StatusCodes.Status502BadGateway, "The WhatsApp API is not available; try again.");

    /// <summary>Graph's refusal in v1.</summary>
    /// <param name="answer">A failed answer.</param>
    /// <param name="unknown">What is said of a thing that Graph does not know; it has one code for that and for wrong parameters.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IResult> ReadAsync(HttpResponseMessage answer, string? unknown, CancellationToken cancellationToken) =>
        await FindReasonAsync(answer, unknown, cancellationToken) is var (code, details) ? new V1Error(code, details) : Unavailable;

    /// <summary>The same in the gateway's own envelope, for what v1 clients know as the provider's.</summary>
    public static async Task<IResult> ReadAsGatewayAsync(HttpResponseMessage answer, string? unknown, CancellationToken cancellationToken) =>
        await FindReasonAsync(answer, unknown, cancellationToken) is var (code, details)
            ? new GatewayError(code.Status, $"{code.Title}: {details}")
            : Unavailable;

    private static async Task<(V1Code Code, string Details)?> FindReasonAsync(
        HttpResponseMessage answer,
        string? unknown,
        CancellationToken cancellationToken)
    {
        if (await ReadErrorAsync(answer, cancellationToken) is not { } error)
        {
            return answer.StatusCode == HttpStatusCode.NotFound && unknown is not null ? (V1Code.Of(1006), unknown) : null;
        }

        return error.Code switch
        {
            // The client's key is fine: the operator's token is not.
            0 or 190 => (V1Code.Of(1005) with { Status = StatusCodes.Status500InternalServerError }, Describe(error)),
            100 or 33 when unknown is not null => (V1Code.Of(1006), unknown),
            _ => (V1Code.Of(V1Errors.ForAnswer(error.Code)), Describe(error)),
        };
    }

    /// <summary>Whether WhatsApp, and not the client, is to blame for a call that broke off.</summary>
    public static bool IsAway(Exception fault, HttpContext context) =>
        !context.RequestAborted.IsCancellationRequested
        && fault is HttpRequestException or TaskCanceledException or JsonException or IOException
        && fault is not BadHttpRequestException
        && fault.InnerException is not BadHttpRequestException;

    /// <summary>1006, with 404.</summary>
    public static V1Error NotFound(string details) => new(V1Code.Of(1006), details);

    private static string Describe(CloudError error) =>
        $"cloud {error.Code}: {error.ErrorData?.Details ?? error.ErrorUserMsg ?? error.Message ?? "no reason was given"}";

    private static async Task<CloudError?> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize(body, CloudJson.Wire.CloudErrorAnswer)?.Error;
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException)
        {
            return null; // A proxy's page, or more than Graph would say.
        }
    }
}
