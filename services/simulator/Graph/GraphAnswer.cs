using Tujenge.Contracts.Cloud;

namespace Tujenge.Simulator.Graph;

/// <summary>Answers in Graph's words.</summary>
internal static class GraphAnswer
{
    private static readonly Dictionary<int, (string Title, int Status)> Known = new()
    {
        [0] = ("AuthException", 401),
        [1] = ("API Unknown", 500),
        [2] = ("API Service", 503),
        [3] = ("API Method", 500),
        [4] = ("API Too Many Calls", 400),
        [10] = ("Permission Denied", 403),
        [33] = ("Parameter value is not valid", 400),
        [100] = ("Invalid parameter", 400),
        [190] = ("Access token has expired", 401),
        [368] = ("Temporarily blocked for policies violations", 403),
        [80007] = ("Rate limit issues", 400),
        [130429] = ("Rate limit hit", 429),
        [130472] = ("User's number is part of an experiment", 400),
        [130497] = ("Business account is restricted from messaging users in this country", 403),
        [131000] = ("Something went wrong", 500),
        [131005] = ("Access denied", 403),
        [131008] = ("Required parameter is missing", 400),
        [131009] = ("Parameter value is not valid", 400),
        [131016] = ("Service unavailable", 503),
        [131021] = ("Recipient cannot be sender", 400),
        [131026] = ("Message undeliverable", 400),
        [131030] = ("Recipient phone number not in allowed list", 400),
        [131031] = ("Account has been locked", 403),
        [131037] = ("Display name approval is needed", 400),
        [131042] = ("Business eligibility payment issue", 400),
        [131045] = ("Incorrect certificate", 500),
        [131047] = ("Re-engagement message", 400),
        [131048] = ("Spam rate limit hit", 400),
        [131049] = ("Message withheld to keep the ecosystem healthy", 400),
        [131050] = ("User has stopped receiving marketing messages", 400),
        [131051] = ("Unsupported message type", 400),
        [131052] = ("Media download error", 400),
        [131053] = ("Media upload error", 400),
        [131056] = ("(Business Account, Consumer Account) pair rate limit hit", 400),
        [131057] = ("Account in maintenance mode", 500),
        [132000] = ("Number of parameters does not match the expected number of params", 400),
        [132001] = ("Template name does not exist in the translation", 404),
        [132005] = ("Template hydrated text too long", 400),
        [132007] = ("Template format character policy violated", 400),
        [132012] = ("Template parameter format mismatch", 400),
        [132015] = ("Template is Paused", 400),
        [132016] = ("Template is Disabled", 400),
        [132068] = ("Flow is in blocked state", 400),
        [132069] = ("Flow is in throttled state", 429),
        [133004] = ("Server temporarily unavailable", 503),
        [133010] = ("Phone number not registered", 400),
    };

    /// <summary>The bearer token of a request; null without one.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    public static IResult BadToken() => Error(190, "Invalid OAuth access token - Cannot parse access token");

    /// <summary>What no endpoint has answered.</summary>
    public static IResult Refuse(HttpRequest request, int status) => status switch
    {
        StatusCodes.Status404NotFound => Error(2500, $"Unknown path components: {request.Path}", status),
        StatusCodes.Status405MethodNotAllowed => Error(100, $"Unsupported {request.Method.ToLowerInvariant()} request", status),
        StatusCodes.Status401Unauthorized => BadToken(),
        _ => Error(100, "The request could not be read", status),
    };

    /// <summary>An error with the title and, unless another is given, the status that Meta gives it.</summary>
    public static IResult Error(int code, string? details = null, int? given = null)
    {
        var (title, status) = Known.TryGetValue(code, out var known) ? known : (details ?? "Unknown error", 400);
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
            statusCode: given ?? status);
    }
}
