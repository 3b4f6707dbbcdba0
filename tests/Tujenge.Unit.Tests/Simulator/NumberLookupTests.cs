using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary><c>GET /{phone-number-id}</c>, by which one sees whether a token works without sending anything.</summary>
[Parallelizable]
internal sealed class NumberLookupTests
{
    private RunningSimulator _simulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _simulator = await RunningSimulator.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test]
    public async Task The_token_shows_the_fields_that_are_asked_for_and_always_the_id()
    {
        var (status, body) = await GetAsync($"{RunningSimulator.NumberId}?fields=display_phone_number,quality_rating", RunningSimulator.Token);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetRawText(), Is.EqualTo(
            $$"""{"display_phone_number":"+255754000000","quality_rating":"GREEN","id":"{{RunningSimulator.NumberId}}"}"""));
    }

    [Test]
    public async Task Without_fields_it_shows_all()
    {
        var (_, body) = await GetAsync(RunningSimulator.NumberId, RunningSimulator.Token);
        Assert.That(body.EnumerateObject().Select(field => field.Name), Is.SupersetOf(new[] { "id", "verified_name", "display_phone_number" }));
    }

    [TestCase(RunningSimulator.NumberId, "another-token", HttpStatusCode.Unauthorized, 190)]
    [TestCase(RunningSimulator.NumberId, null, HttpStatusCode.Unauthorized, 190)]
    [TestCase("7", RunningSimulator.Token, HttpStatusCode.BadRequest, 100)]
    [TestCase($"{RunningSimulator.NumberId}?fields=id,colour", RunningSimulator.Token, HttpStatusCode.BadRequest, 100)]
    public async Task A_wrong_token_number_or_field_is_refused(string path, string? token, HttpStatusCode status, int code)
    {
        var (answered, body) = await GetAsync(path, token);
        Assert.That(answered, Is.EqualTo(status));
        Assert.That(body.GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(code));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v23.0/{path}");
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var answer = await _simulator.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
