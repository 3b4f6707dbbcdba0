using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class PathTests
{
    private const string Text = """{"to":"255712000111","text":{"body":"hi"}}""";

    private RunningEdge _edge = null!;
    private RunningEdge _based = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        _based = await RunningEdge.StartAsync(("Edge:BasePath", "/whatsapp/eu"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _based.DisposeAsync();
    }

    [TestCase("/v1")]
    [TestCase("/v1/")]
    [TestCase("/v1/message")]
    [TestCase("/v1/messages/1/2")]
    [TestCase("/v1/configs")]
    [TestCase("/v1/service")]
    [TestCase("/v1/accounting")]
    [TestCase("/v1/nothing/../nothing;a=b")]
    public async Task A_path_that_does_not_exist_is_told_in_the_gateways_form(string path)
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var answer = await _edge.SendAsync(HttpMethod.Get, path, key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.NotFound, "This path does not exist.");
    }

    [TestCase("GET", "/v1/messages", "POST")]
    [TestCase("DELETE", "/v1/messages", "POST")]
    [TestCase("PUT", "/v1/configs/webhook", "GET, POST")]
    public async Task A_method_that_does_not_exist_is_told_in_the_gateways_form(string method, string path, string allowed)
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var answer = await _edge.SendAsync(new HttpMethod(method), path, key);

        Assert.That(answer.Content.Headers.Allow, Is.EquivalentTo(allowed.Split(", ")));
        await answer.IsGatewayErrorAsync(
            HttpStatusCode.MethodNotAllowed, "This path does not allow this method; see the Allow header.");
    }

    [TestCase("/")]
    [TestCase("/messages")]
    [TestCase("/v2/messages")]
    [TestCase("/favicon.ico")]
    [TestCase("/docs/v1/x")]
    public async Task Edge_answers_for_all_paths_that_are_not_others(string path)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, path, key: null);
        await answer.IsGatewayErrorAsync(HttpStatusCode.NotFound, "This path does not exist.");
    }

    [Test]
    public async Task Health_and_administration_speak_their_own_words()
    {
        using var lives = await _edge.SendAsync(HttpMethod.Get, "/livez", key: null);
        using var unknown = await _edge.AdminAsync(HttpMethod.Get, "/admin/v1/nothing");

        Assert.That(lives.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(unknown.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [TestCase("/v1/messages/")]
    [TestCase("/v1//messages")]
    [TestCase("//v1/messages//")]
    [TestCase("/V1/Messages")]
    public async Task Slashes_and_case_are_taken_as_they_are_meant(string path)
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        var answer = await RawRequest.SendAsync(
            _edge, $"POST {path} HTTP/1.1\nWA-API-KEY: {key}\nContent-Length: {Text.Length}", Text);
        Assert.That(answer, Does.StartWith("HTTP/1.1 201 "));
    }

    [Test]
    public async Task Paths_of_other_services_in_the_same_host_are_left_alone()
    {
        using var unknown = await _edge.SendAsync(HttpMethod.Get, "/callbacks/unknown", key: null);
        using var boom = await _edge.SendAsync(HttpMethod.Get, "/callbacks/boom", key: null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((unknown.StatusCode, await unknown.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.NotFound, "")));
            Assert.That((boom.StatusCode, await boom.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.InternalServerError, "")));
        }
    }

    [Test]
    public async Task The_api_is_below_its_base_path_and_nowhere_else()
    {
        var (_, _, key) = await _based.CreateChannelAsync();
        using var below = await _based.PostAsync("/whatsapp/eu/v1/messages", Text, key);
        using var elsewhere = await _based.PostAsync("/v1/messages", Text, key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(below.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Below_the_base_path_errors_have_the_same_form()
    {
        using var noKey = await _based.PostAsync("/whatsapp/eu/v1/messages", Text, key: null);
        using var noPath = await _based.PostAsync("/whatsapp/eu/v1/nothing", Text, key: null);

        Assert.That(noKey.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        await noPath.IsGatewayErrorAsync(HttpStatusCode.NotFound, "This path does not exist.");
    }

    [TestCase("Edge:BasePath", "whatsapp")]
    [TestCase("Edge:BasePath", "/whatsapp/")]
    [TestCase("Edge:BasePath", "/admin")]
    [TestCase("Edge:BasePath", "/gateway/..")]
    [TestCase("Edge:ApiKeyHeaderAliases:0", "no header")]
    [TestCase("Edge:MediaHosts:0", "https://files.example/x")]
    [TestCase("Edge:MaxBodyBytes", "10")]
    [TestCase("Edge:OperatorToken", "short")]
    public void A_wrong_setting_keeps_it_from_starting_and_is_named(string setting, string value) => Assert.That(
        async () =>
        {
            await using var edge = await RunningEdge.StartAsync((setting, value));
        },
        Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>()
            .With.Message.Contains(setting.Replace(":0", "", StringComparison.Ordinal)));
}
