using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Tujenge.Testing.Servers.VirtualHosts;

/// <summary>The broker's HTTP API: a few milliseconds for what takes <c>rabbitmqctl</c> a second.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "One per server; it lives as long as the test process.")]
internal sealed class RabbitMqManagement : IVirtualHosts
{
    private readonly HttpClient _client;

    public RabbitMqManagement(Uri address, string username, string password)
    {
        Username = username;
        Password = password;

        // No proxy: it could not reach a private server. The time limit is for a broker elsewhere that drops packets.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(10),
        };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
    }

    /// <summary>Who asks, and who gets the rights in a new virtual host.</summary>
    public string Username { get; }

    /// <summary>Password of <see cref="Username"/>.</summary>
    public string Password { get; }

    /// <summary>Whether it is there and accepts the user.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(Path("api/whoami"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<string> CreateAsync()
    {
        var name = VirtualHostName.Next();
        using var created = await _client.PutAsync(Path($"api/vhosts/{name}"), content: null);
        created.EnsureSuccessStatusCode();

        using var allowed = await _client.PutAsJsonAsync(
            Path($"api/permissions/{name}/{Uri.EscapeDataString(Username)}"),
            new { configure = ".*", write = ".*", read = ".*" });
        allowed.EnsureSuccessStatusCode();
        return name;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string name)
    {
        using var deleted = await _client.DeleteAsync(Path($"api/vhosts/{Uri.EscapeDataString(name)}"));
        deleted.EnsureSuccessStatusCode();
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);
}
