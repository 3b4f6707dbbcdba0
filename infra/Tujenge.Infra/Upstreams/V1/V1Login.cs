using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tujenge.Infra.Directory;

namespace Tujenge.Infra.Upstreams.V1;

/// <summary>Logs in to a v1 server: <c>POST /v1/users/login</c> with name and password, answered with a token and its end.</summary>
internal sealed class V1Login(IHttpClientFactory clients)
{
    public const string ClientName = "v1-login";

    /// <summary>The longest answer; a real one has a few hundred bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <exception cref="V1LoginException">There is no token; it says why.</exception>
    public async Task<V1Token> LogInAsync(Channel channel, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{channel.V1BaseUrl}/v1/users/login");
        var credentials = $"{channel.V1Username}:{channel.V1Password?.Reveal()}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        request.Content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode && await ReadAsync(answer, cancellationToken) is { } token
                ? token
                : throw Refusal(answer.StatusCode);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested
            && fault is HttpRequestException or OperationCanceledException)
        {
            throw new V1LoginException($"the v1 server did not answer the login ({fault.GetType().Name})", isRefused: false, fault);
        }
    }

    private static V1LoginException Refusal(HttpStatusCode status) => new(
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? $"the v1 server refused the login with HTTP {(int)status}: check v1_username and v1_password"
            : $"the v1 server answered the login with HTTP {(int)status} and no token",
        isRefused: status is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout));

    private static async Task<V1Token?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("users", out var users)
                && users.ValueKind == JsonValueKind.Array
                && users.GetArrayLength() > 0
                && TextOf(users[0], "token") is { Length: > 0 } token
                && token.All(letter => letter is > ' ' and <= '~') // It has to go into a header.
                    ? new V1Token(token, EndOf(users[0]))
                    : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null; // A proxy's page, not the server's answer.
        }
    }

    /// <summary><c>2026-03-01 15:29:26+00:00</c>; null where a server says nothing that can be read.</summary>
    private static DateTimeOffset? EndOf(JsonElement user) => DateTimeOffset.TryParse(
        TextOf(user, "expires_after"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) ? end : null;

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>A token of a v1 server.</summary>
/// <param name="Text">What stands after <c>Bearer</c>.</param>
/// <param name="ExpiresAt">Its end, as the server says.</param>
internal sealed record V1Token(string Text, DateTimeOffset? ExpiresAt);
