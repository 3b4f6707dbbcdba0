using System.Net;
using System.Text.Json;
using Refit;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.AdminApi;

/// <summary>Calls edge's admin API, and puts what goes wrong into words.</summary>
internal static class AdminClient
{
    private const int LongestName = 64;
    private const string Diagnosis = "'tujenge doctor' looks for the cause.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="url">Where edge is.</param>
    /// <param name="token">The operator's token.</param>
    /// <param name="operatorName">Who calls, for the audit trail.</param>
    public static HttpClient Create(Uri url, string token, string operatorName)
    {
        // A redirect would carry the token elsewhere.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = url,
            Timeout = Patience,
        };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        client.DefaultRequestHeaders.Add("Tujenge-Operator", Sendable(operatorName));
        client.DefaultRequestHeaders.UserAgent.ParseAdd("tujenge");
        return client;
    }

    /// <summary>Makes one call.</summary>
    /// <returns>The answer's body; empty when it has none.</returns>
    /// <exception cref="CommandException">It was refused, or failed; the message says what to do.</exception>
    public static async Task<string> CallAsync(Uri url, Func<Task<IApiResponse<string>>> call)
    {
        using var answer = await call();
        return answer.IsSuccessful
            ? answer.Content ?? ""
            : throw CommandException.Failed(answer.Error is ApiException refusal ? Describe(url, refusal) : DescribeSilence(url, answer.Error));
    }

    /// <summary>The body as JSON.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static JsonElement Read(Uri url, string body) => JsonOf(body) ?? throw CommandException.Failed(NotTujenge(url, "something"));

    private static string Describe(Uri url, ApiException refusal)
    {
        if (JsonOf(refusal.Content) is not { ValueKind: JsonValueKind.Object } problem || problem.Member("detail") is not { } detail)
        {
            return NotTujenge(url, $"HTTP {(int)refusal.StatusCode}");
        }

        var advice = refusal.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "The token is not the right one: TUJENGE_TOKEN (or --token) must be what edge has as Edge:OperatorToken.",
            HttpStatusCode.Forbidden => "Set Edge__OperatorToken in edge's environment, and start it again.",
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.InternalServerError => Diagnosis,
            _ => "",
        };
        return refusal.StatusCode == HttpStatusCode.Unauthorized ? advice : $"{Sentence($"{detail}")} {advice}".TrimEnd();
    }

    private static string DescribeSilence(Uri url, Exception? fault) => fault?.GetBaseException() switch
    {
        OperationCanceledException or TimeoutException => $"Edge at {url} did not answer within {Patience.TotalSeconds:0} seconds. {Diagnosis}",
        { } cause => $"Edge does not answer at {url}: {cause.Message.TrimEnd('.')}. Is it running there? --url or TUJENGE_URL says where it is.",
        null => $"Edge does not answer at {url}.",
    };

    private static string NotTujenge(Uri url, string what) =>
        $"{url} answered {what} that is not from Tujenge's admin API. --url or TUJENGE_URL must say where edge is.";

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') ? text : $"{text}.";

    /// <summary>A header takes printable ASCII only, and edge 64 characters of it.</summary>
    private static string Sendable(string name) =>
        new([.. name.Take(LongestName).Select(letter => letter is >= ' ' and <= '~' ? letter : '?')]);

    private static JsonElement? JsonOf(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
