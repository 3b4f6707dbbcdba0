using System.Net;
using System.Text.Json;
using Refit;
using Tujenge.Contracts.Cloud;

namespace Tujenge.Sender.CloudApi;

/// <summary>What one upstream call amounted to, in the gateway's own words.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>WhatsApp has the message.</summary>
    /// <param name="UpstreamId">Its id of it.</param>
    /// <param name="WaId">The recipient as WhatsApp writes it; null when it does not say.</param>
    internal sealed record Accepted(string UpstreamId, string? WaId = null) : SendOutcome;

    /// <summary>WhatsApp answered that it will never take this message.</summary>
    internal sealed record Refused(CloudError Error) : SendOutcome;

    /// <summary>Nothing was sent, and now is a bad time: throttled, in maintenance, or no connection.</summary>
    /// <param name="Error">WhatsApp's reason; null when the connection was never made.</param>
    internal sealed record NotNow(CloudError? Error) : SendOutcome;

    /// <summary>No usable answer: the message may or may not be on its way.</summary>
    internal sealed record Unknown : SendOutcome;

    /// <summary>Folds the HTTP answer, or its absence, into exactly one case. Decides on Meta's code, not on the status.</summary>
    public static SendOutcome From(IApiResponse<CloudSendAnswer> response)
    {
        if (response is { IsSuccessful: true, Content.Messages: [{ Id: { Length: > 0 } id }, ..] })
        {
            return new Accepted(id, response.Content.Contacts is [{ WaId: { } waId }] ? waId : null);
        }

        if (response is { IsSuccessful: true, Content.Error: { } hidden })
        {
            return FromError(hidden, HttpStatusCode.BadRequest);
        }

        return response.Error switch
        {
            ApiException answer when ReadError(answer.Content) is { } error => FromError(error, answer.StatusCode),
            ApiException { StatusCode: HttpStatusCode.TooManyRequests } => new NotNow(null),

            // A redirect, or a proxy's page with a 4xx: the request was understood as far as to be refused.
            ApiException { StatusCode: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError } answer
                when answer.StatusCode != HttpStatusCode.RequestTimeout => new Refused(new CloudError
                {
                    Code = answer.StatusCode is HttpStatusCode.Unauthorized ? 190 : 100,
                    Message = $"HTTP {(int)answer.StatusCode} without a reason",
                }),
            { } failure when NeverConnected(failure) => new NotNow(null),
            _ => new Unknown(),
        };
    }

    private static SendOutcome FromError(CloudError error, HttpStatusCode status) => error.Code switch
    {
        4 or 80007 or 130429 or 131056 or 133016 => new NotNow(error),
        2 or 131016 or 131057 or 133004 => new NotNow(error),

        // "Unknown" and "something went wrong": Meta asks to try again.
        1 or 131000 => new NotNow(error),
        _ when status >= HttpStatusCode.InternalServerError => new NotNow(error),
        _ => new Refused(error),
    };

    private static bool NeverConnected(Exception? failure) => failure switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => true,
        { InnerException: { } inner } => NeverConnected(inner),
        _ => false,
    };

    private static CloudError? ReadError(string? body)
    {
        try
        {
            return string.IsNullOrEmpty(body)
                ? null
                : JsonSerializer.Deserialize(body, CloudJson.Wire.CloudErrorAnswer)?.Error;
        }
        catch (JsonException)
        {
            return null; // A proxy's page, not Graph's answer.
        }
    }
}
