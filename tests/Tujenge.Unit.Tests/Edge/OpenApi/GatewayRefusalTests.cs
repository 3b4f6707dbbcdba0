using System.Net;
using System.Text;
using NUnit.Framework;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.OpenApi;

/// <summary>What the gateway refuses before anything is behind it is documented as its own, also where a v1 server is.</summary>
[Parallelizable]
internal sealed class GatewayRefusalTests
{
    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private V1Docs _docs = null!;
    private string _cloudKey = "";
    private string _v1Key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync();
        _docs = await V1Docs.ReadAsync(_edge.Http);
        (_, _, _cloudKey) = await _edge.CreateChannelAsync(_whatsApp);
        (_, _v1Key, _) = await _edge.CreateV1ChannelAsync(_whatsApp);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task A_body_that_is_too_long_for_a_v1_server()
    {
        var operations = _docs.Operations.Where(operation => operation.IsPassedOnOnly).ToArray();
        Assert.That(operations, Has.Length.GreaterThan(25));
        foreach (var operation in operations)
        {
            using var body = new StringContent(new string(' ', 2_000_000), Encoding.UTF8, "application/json");
            await IsRefusedAsync(operation, operation.Path.Replace('{', '_').Replace('}', '_'), _v1Key, body, HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Test]
    public async Task A_parameter_that_leads_to_a_blocked_path([Values] bool isCloud)
    {
        var operations = _docs.Operations.Where(operation => operation.Path.EndsWith("Id}", StringComparison.Ordinal)
            || operation.Path.EndsWith("{id}", StringComparison.Ordinal)
            || operation.Path.EndsWith("{name}", StringComparison.Ordinal)).ToArray();
        Assert.That(operations, Has.Length.GreaterThan(6));
        foreach (var operation in operations)
        {
            var up = string.Concat(Enumerable.Repeat("..%2F", operation.Path.Split('/').Length - 2));
            var path = $"{operation.Path[..operation.Path.LastIndexOf('{')]}a%2F{up}users";
            await IsRefusedAsync(operation, path, isCloud ? _cloudKey : _v1Key, null, HttpStatusCode.Forbidden);
        }
    }

    [Test]
    public void What_is_said_of_all_other_answers_of_v1_servers_counts_for_theirs_alone()
    {
        const string refusal = """{"errors":[{"code":1022,"title":"Webhooks URL is not configured"}],"meta":{"api_status":"stable","version":"2.53.1"}}""";
        using (Assert.EnterMultipleScope())
        {
            foreach (var operation in _docs.Operations)
            {
                Assert.That(operation.FindProblem(412, "application/json", refusal), Does.Contain("412"), $"{operation}");
                Assert.That(operation.FindProblem(412, "application/json", """{"error":"no"}""", isBehindV1: true), Is.Not.Null, $"{operation}");
                var isOurs = $"{operation}" is "POST /v1/messages" or "GET /v1/messages/{id}"
                    || operation.Path is "/v1/configs/webhook" or "/v1/configs/phone_number";
                Assert.That(
                    operation.FindProblem(412, "application/json", refusal, ["Retry-After"], isBehindV1: true),
                    isOurs ? Is.Not.Null : Is.Null,
                    $"{operation}");
            }

            var passedOn = _docs.Operations.First(operation => operation.IsPassedOnOnly);
            Assert.That(passedOn.FindProblem(204, null, ""), Does.Contain("204"));
            Assert.That(passedOn.FindProblem(204, null, "", isBehindV1: true), Is.Null);
        }
    }

    private async Task IsRefusedAsync(DocumentedOperation operation, string path, string key, HttpContent? body, HttpStatusCode expected)
    {
        using var answer = await _edge.SendAsync(new HttpMethod(operation.Method), path, key, body);
        var json = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(expected), $"{operation}: {json}");
        var problem = operation.FindProblem((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, json, answer.Headers.Select(header => header.Key));
        Assert.That(problem, Is.Null);
    }
}
