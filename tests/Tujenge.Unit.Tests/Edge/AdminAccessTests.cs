using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class AdminAccessTests
{
    private const string SomeId = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private static readonly string[] Endpoints =
    [
        "POST /admin/v1/channels", "GET /admin/v1/channels", $"GET /admin/v1/channels/{SomeId}",
        $"PATCH /admin/v1/channels/{SomeId}", $"POST /admin/v1/keys/{SomeId}/rotate", "GET /admin/v1/audit",
        "POST /admin/v1/tenants", "GET /admin/v1/tenants", $"GET /admin/v1/tenants/{SomeId}",
        $"PATCH /admin/v1/tenants/{SomeId}", $"DELETE /admin/v1/tenants/{SomeId}",
        $"GET /admin/v1/channels/{SomeId}/webhook", $"PUT /admin/v1/channels/{SomeId}/webhook", $"DELETE /admin/v1/channels/{SomeId}/webhook",
        $"POST /admin/v1/channels/{SomeId}/keys", $"GET /admin/v1/channels/{SomeId}/keys", $"DELETE /admin/v1/keys/{SomeId}",
    ];

    private RunningEdge _edge = null!;
    private RunningEdge _closed = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        _closed = await RunningEdge.StartAsync(("Edge:OperatorToken", ""));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _closed.DisposeAsync();
    }

    [TestCaseSource(nameof(Endpoints))]
    public async Task Without_the_operators_token_nothing_is_done(string endpoint)
    {
        using var answer = await AskAsync(_edge, endpoint, authorization: null);

        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        await answer.IsProblemAsync(
            HttpStatusCode.Unauthorized, "Unauthorized", "Send the operator's token: Authorization: Bearer TOKEN.");
    }

    [TestCaseSource(nameof(Endpoints))]
    public async Task Where_no_token_is_configured_the_api_is_closed_even_to_an_empty_one(string endpoint)
    {
        using var answer = await AskAsync(_closed, endpoint, "Bearer ");
        await answer.IsProblemAsync(HttpStatusCode.Forbidden, "Forbidden", "The admin API is closed: Edge:OperatorToken is not set.");
    }

    [TestCase("Bearer another-operator-token")]
    [TestCase("Bearer an-operator-toke")]
    [TestCase("Bearer AN-OPERATOR-TOKEN")]
    [TestCase("Bearer")]
    [TestCase("Basic an-operator-token")]
    [TestCase("an-operator-token")]
    public async Task Nothing_but_the_token_opens_it(string authorization)
    {
        using var answer = await AskAsync(_edge, "GET /admin/v1/channels", authorization);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("Bearer an-operator-token")]
    [TestCase("bearer an-operator-token")]
    public async Task The_schemes_case_does_not_matter(string authorization)
    {
        using var answer = await AskAsync(_edge, "GET /admin/v1/channels", authorization);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_clients_key_is_not_the_operators_token()
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var asToken = await AskAsync(_edge, "GET /admin/v1/channels", $"Bearer {key}");
        using var asKey = await _edge.SendAsync(HttpMethod.Get, "/admin/v1/channels", key);

        Assert.That((asToken.StatusCode, asKey.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task The_operators_token_is_no_clients_key()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", RunningEdge.OperatorToken);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static Task<HttpResponseMessage> AskAsync(RunningEdge edge, string endpoint, string? authorization)
    {
        var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return edge.Http.SendAsync(request);
    }
}
