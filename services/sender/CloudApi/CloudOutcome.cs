using System.Net;
using System.Text.Json;
using Refit;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.CloudApi;

/// <summary>What an answer of the Cloud API, or its absence, amounts to.</summary>
internal static class CloudOutcome
{
    private const int AccessTokenRefused = 190;

    /// <summary>Folds the HTTP answer, or its absence, into exactly one case. Decides on Meta's code, not on the status.</summary>
    public static SendOutcome Of(IApiResponse<CloudSendAnswer> response)
    {
        var outcome = Read(response);
        return outcome is SendOutcome.NotNow notNow ? notNow with { Pause = RetryAfter.In(response.Headers) } : outcome;
    }

    private static SendOutcome Read(IApiResponse<CloudSendAnswer> response)
    {
        if (response is { IsSuccessful: true, Content.Messages: [{ Id: { Length: > 0 } id }, ..] })
        {
            return SendOutcome.Accepted.With(id, response.Content.Contacts is [{ WaId: { } waId }] ? waId : null);
        }

        if (response is { IsSuccessful: true, Content: { } content } && (content.Error ?? FirstOf(content.Errors)) is { } hidden)
        {
            return FromError(hidden, HttpStatusCode.BadRequest);
        }

        return response.Error switch
        {
            ApiException answer when ReadError(answer.Content) is { } error => FromError(error, answer.StatusCode),
            ApiException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } => new SendOutcome.NotNow(null),

            // A redirect, or a proxy's page with a 4xx: the request was understood as far as to be refused.
            ApiException { StatusCode: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError } answer
                when answer.StatusCode != HttpStatusCode.RequestTimeout => new SendOutcome.Refused(V1Errors.ForCallback(
                    answer.StatusCode is HttpStatusCode.Unauthorized ? AccessTokenRefused : null,
                    $"HTTP {(int)answer.StatusCode} without a reason",
                    details: null)),
            { } failure when CallFaults.NeverConnected(failure) => new SendOutcome.NotNow(null),
            _ => new SendOutcome.Unknown(),
        };
    }

    private static SendOutcome FromError(CloudError error, HttpStatusCode status) => error.Code switch
    {
        null when status == HttpStatusCode.Unauthorized => FromError(error with { Code = AccessTokenRefused }, status),

        // The pair limit is one message in 6 s (limits.md, section 5), so less would be in vain.
        131056 => new SendOutcome.NotNow(ToV1(error)) { FirstWait = TimeSpan.FromSeconds(6) },
        4 or 80007 or 130429 or 133016 => new SendOutcome.NotNow(ToV1(error)),
        2 or 131016 or 131057 or 133004 => new SendOutcome.NotNow(ToV1(error)),

        // "Unknown" and "something went wrong": Meta asks to try again, once and a few times.
        1 => new SendOutcome.NotNow(ToV1(error)) { MostTries = SendOutcome.NotNow.OnceMore },
        131000 => new SendOutcome.NotNow(ToV1(error)) { MostTries = SendOutcome.NotNow.AFewTries },
        _ when status >= HttpStatusCode.InternalServerError && !V1Errors.KnowsCloud(error.Code) => new SendOutcome.NotNow(ToV1(error)),
        _ => new SendOutcome.Refused(ToV1(error)),
    };

    private static V1ErrorEntry ToV1(CloudError error) =>
        V1Errors.ForCallback(error.Code, error.Message ?? error.Title, error.ErrorData?.Details ?? error.Details);

    private static CloudError? ReadError(string? body)
    {
        try
        {
            var answer = string.IsNullOrEmpty(body) ? null : JsonSerializer.Deserialize(body, CloudJson.Wire.CloudErrorAnswer);
            return answer?.Error ?? FirstOf(answer?.Errors);
        }
        catch (JsonException)
        {
            return null; // A proxy's page, not Graph's answer.
        }
    }

    /// <summary>Some proxies have a list, as callbacks do (cloud-api-mapping, section 1).</summary>
    private static CloudError? FirstOf(JsonElement? errors)
    {
        try
        {
            return errors is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
                ? list[0].Deserialize(CloudJson.Wire.CloudError)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
