using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Unit.Tests.Infra.Upstreams;

/// <summary>A v1 server as a transport: logs in whoever comes, and answers the rest as the test says.</summary>
internal sealed class ScriptedV1Server : HttpMessageHandler
{
    private int _logins;

    /// <summary>Answers a login with this number, from 1; tokens are <c>token-1</c> and so on unless it is replaced.</summary>
    public Func<int, HttpResponseMessage> Login { get; set; } = number => Json(200, LoginBody($"token-{number}", "2099-01-01 00:00:00+00:00"));

    /// <summary>Answers everything else.</summary>
    public Func<ScriptedCall, HttpResponseMessage> Answer { get; set; } = _ => Json(404, "{}");

    /// <summary>What holds the answer to a login back.</summary>
    public Task LoginDelay { get; set; } = Task.CompletedTask;

    public string LoginPath { get; set; } = "/root/v1/users/login";

    public int Logins => _logins;

    /// <summary>How those who log in call themselves.</summary>
    public ConcurrentQueue<string> Agents { get; } = new();

    /// <summary>Calls that are no logins.</summary>
    public ConcurrentQueue<ScriptedCall> Calls { get; } = new();

    /// <summary>What the logins showed.</summary>
    public ConcurrentQueue<string?> Credentials { get; } = new();

    public static HttpResponseMessage Json(int status, string body) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body, Encoding.UTF8, body.StartsWith('<') ? "text/html" : "application/json"),
    };

    public static string LoginBody(string token, string expiresAfter) =>
        $$$"""{"users":[{"token":"{{{token}}}","expires_after":"{{{expiresAfter}}}"}],"meta":{"version":"v2.53.1","api_status":"stable"}}""";

    /// <summary>A channel on this server.</summary>
    public static Channel Channel(string password = "a-password") => new()
    {
        Id = new("0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"),
        PhoneNumber = "255754000000",
        Upstream = Upstream.V1,
        PhoneNumberId = "",
        CloudBaseUrl = "",
        AccessToken = new ProtectedText(""),
        AppSecret = new ProtectedText(""),
        VerifyToken = new ProtectedText(""),
        V1BaseUrl = "https://wa.example/root",
        V1Username = "a-user",
        V1Password = new ProtectedText($"encrypted {password}").OpenWith(() => password),
        CreatedAt = default,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (request.RequestUri!.AbsolutePath == LoginPath)
        {
            Credentials.Enqueue(Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization!.Parameter!)));
            Agents.Enqueue($"{request.Headers.UserAgent}");
            var number = Interlocked.Increment(ref _logins);
            await LoginDelay.WaitAsync(cancellationToken);
            return Login(number);
        }

        var call = new ScriptedCall(
            request.Method.Method,
            request.RequestUri.ToString(),
            $"{request.Headers.Authorization}",
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Calls.Enqueue(call);
        return Answer(call);
    }
}

/// <summary>A call that reached the server.</summary>
internal sealed record ScriptedCall(string Method, string Address, string Authorization, string Body);
