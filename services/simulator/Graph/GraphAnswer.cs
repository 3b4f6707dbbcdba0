using Tujenge.Contracts.Cloud;

namespace Tujenge.Simulator.Graph;

/// <summary>Answers in Graph's words.</summary>
internal static class GraphAnswer
{
    private static readonly Dictionary<int, (string Title, int Status)> Known = new()
    {
        [1] = ("API Unknown", 500),
        [2] = ("API Service", 503),
        [4] = ("API Too Many Calls", 400),
        [80007] = ("Rate limit issues", 400),
        [130429] = ("Rate limit hit", 429),
        [131000] = ("Something went wrong", 500),
        [131016] = ("Service unavailable", 503),
        [131026] = ("Message undeliverable", 400),
        [131047] = ("Re-engagement message", 400),
        [131048] = ("Spam rate limit hit", 400),
        [131056] = ("(Business Account, Consumer Account) pair rate limit hit", 400),
        [132000] = ("Number of parameters does not match the expected number of params", 400),
        [132001] = ("Template name does not exist in the translation", 404),
        [132015] = ("Template is Paused", 400),
        [132016] = ("Template is Disabled", 400),
    };

    /// <summary>The bearer token of a request; null without one.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    public static IResult BadToken() =>
        Error(190, "Invalid OAuth access token - Cannot parse access token", StatusCodes.Status401Unauthorized);

    /// <summary>An error with the title and status that Meta gives it.</summary>
    public static IResult Error(int code, string? details = null, int? status = null)
    {
        var (title, usual) = Known.TryGetValue(code, out var known) ? known : (details ?? "Invalid parameter", 400);
        return TypedResults.Json(
            new CloudErrorAnswer(new CloudError
            {
                Message = $"(#{code}) {title}",
                Type = "OAuthException",
                Code = code,
                ErrorData = new CloudErrorData("whatsapp", details ?? title),
                FbtraceId = "AsimSIMsimSIM",
            }),
            CloudJson.Wire.CloudErrorAnswer,
            statusCode: status ?? usual);
    }
}
