using System.Net.Sockets;

namespace Tujenge.Testing.Servers.Docker;

/// <summary>Whether containers can be had.</summary>
internal static class DockerEngine
{
    private const string DefaultAddress = "unix:///var/run/docker.sock";

    // The API that Testcontainers speaks unless it is told otherwise; Debian 12's engine is older.
    private static readonly Version UsualApi = new(1, 44);

    // A local engine answers at once; one that hangs counts as absent.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private static readonly Lazy<Task<bool>> Answer = new(AskAsync);

    /// <summary>Whether an engine answers; asked once.</summary>
    public static Task<bool> AnswersAsync() => Answer.Value;

    private static async Task<bool> AskAsync()
    {
        // For those who have an engine and want the installed programs nevertheless.
        if (Environment.GetEnvironmentVariable("TUJENGE_TEST_DOCKER") is "false")
        {
            return false;
        }

        var address = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } given ? given : DefaultAddress);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        if (address.Scheme == "unix")
        {
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.LocalPath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        using var client = new HttpClient(handler) { Timeout = Limit };
        var ping = address.Scheme == "unix" ? "http://docker/_ping" : $"http://{address.Authority}/_ping";
        try
        {
            using var answer = await client.GetAsync(new Uri(ping));
            SpeakItsApi(answer);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return false;
        }
    }

    private static void SpeakItsApi(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Api-Version", out var values)
            && Version.TryParse(values.First(), out var api)
            && api < UsualApi
            && Environment.GetEnvironmentVariable("DOCKER_API_VERSION") is null)
        {
            Environment.SetEnvironmentVariable("DOCKER_API_VERSION", api.ToString());
        }
    }
}
