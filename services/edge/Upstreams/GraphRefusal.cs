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

    /// <summary>
    /// Graph's refusal in v1, or null where it did not refuse; then the answer is still to be read. Some proxies answer 200 with an
    /// error inside (cloud-api-mapping, section 1).
    /// </summary>
    /// <param name="context">The client's call, whose dialect the refusal is put into.</param>
    /// <param name="answer">Graph's answer, none of those that are files.</param>
    /// <param name="unknown">What is said of a thing that Graph does not know; it has the same codes for that and for wrong parameters.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IResult?> FindAsync(
        HttpContext context,
        HttpResponseMessage answer,
        string? unknown,
        CancellationToken cancellationToken)
    {
        var error = await ReadErrorAsync(answer, cancellationToken);
        if (error is null && answer.IsSuccessStatusCode)
        {
            return null;
        }

        Wait.Note(context, answer.Headers.RetryAfter);
        return (error, answer.StatusCode) switch
        {
            ({ } told, _) => Tell(context, told, unknown),
            (_, HttpStatusCode.NotFound) when unknown is not null => V1Dialect.Answer(context, V1Code.Of(1006), unknown),
            (_, HttpStatusCode.TooManyRequests) => V1Dialect.Answer(context, V1Code.TooManyRequests, "The WhatsApp API gives no reason"),
            _ => GatewayError.Unavailable,
        };
    }

    /// <summary>The same for what Graph says nothing of but that it was done: nobody is told so unless Graph says it.</summary>
    public static async Task<IResult?> FindInDeedAsync(
        HttpContext context,
        HttpResponseMessage answer,
        string? unknown,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(context, answer, unknown, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return body.RootElement is { ValueKind: JsonValueKind.Object } deed
            && deed.TryGetProperty("success", out var success)
            && success.ValueKind == JsonValueKind.True ? null : GatewayError.Unavailable;
    }

    /// <summary>1006, with 404.</summary>
    public static V1Error NotFound(string details) => new(V1Code.Of(1006), details);

    /// <summary>An error of Graph's in v1.</summary>
    public static IResult Tell(HttpContext context, CloudError error, string? unknown) => error.Code switch
    {
        // The client's key is fine: the operator's token is not.
        0 or 190 => V1Dialect.Answer(
            context, V1Code.Of(1005) with { Status = StatusCodes.Status500InternalServerError }, Describe(error)),
        // Edge gives Graph files and never links: what Graph cannot use is the file's format (whatsapp-errors, section 5).
        V1Errors.MediaUpload => V1Dialect.Answer(context, V1Code.FileTypeUnsuitable, Describe(error)),
        100 or 33 or 131009 when unknown is not null => V1Dialect.Answer(context, V1Code.Of(1006), unknown),
        _ => V1Dialect.Answer(context, V1Code.Of(V1Errors.ForAnswer(error.Code, Describe(error))), Describe(error)),
    };

    private static string Describe(CloudError error) =>
        $"cloud{(error.Code is { } code ? $" {code}" : "")}: {error.ErrorData?.Details ?? error.ErrorUserMsg ?? error.Message ?? "no reason was given"}";

    private static async Task<CloudError?> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize(body, CloudJson.Wire.CloudErrorAnswer)?.Error;
        }
        catch (Exception fault) when (fault is JsonException || (fault is HttpRequestException && !answer.IsSuccessStatusCode))
        {
            return null; // A proxy's page, or more than Graph would say of a refusal.
        }
    }
}
