using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>Media of one number as another number sees them.</summary>
[Parallelizable]
internal sealed class MediaTests
{
    private RunningSimulator _simulator = null!;
    private string _mediaId = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        await _simulator.DoAsync(
            HttpMethod.Put, "numbers/other", """{"phone_number":"255754000009","access_token":"other-token","waba_id":"9","app_secret":"s"}""");
        var (_, body) = await AskAsync(HttpMethod.Post, $"{RunningSimulator.NumberId}/media", RunningSimulator.Token, new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { new StringContent("image/png"), "type" },
            { new ByteArrayContent([1, 2, 3]), "file", "file" },
        });
        _mediaId = body.GetProperty("id").GetString()!;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCase("GET", "", "other-token", HttpStatusCode.BadRequest, 100)]
    [TestCase("DELETE", "", "other-token", HttpStatusCode.BadRequest, 100)]
    [TestCase("GET", "?phone_number_id=other", RunningSimulator.Token, HttpStatusCode.BadRequest, 100)]
    [TestCase("GET", "", "nobodys-token", HttpStatusCode.Unauthorized, 190)]
    [TestCase("DELETE", "", null, HttpStatusCode.Unauthorized, 190)]
    public async Task They_do_not_exist_for_it_and_nobody_else_gets_in(string method, string query, string? token, HttpStatusCode status, int code)
    {
        var (answered, body) = await AskAsync(new HttpMethod(method), $"{_mediaId}{query}", token);
        var (mine, _) = await AskAsync(HttpMethod.Get, _mediaId, RunningSimulator.Token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answered, Is.EqualTo(status));
            Assert.That(body.GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(code));
            Assert.That(mine, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task A_message_with_them_is_taken_all_the_same()
    {
        await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/write", """{"text":"hello","to":"other"}""");
        using var answer = await _simulator.SendAsync(
            $$$"""{"messaging_product":"whatsapp","to":"{{{RunningSimulator.Phone}}}","type":"image","image":{"id":"{{{_mediaId}}}"}}""",
            "other-token",
            "other");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(
        HttpMethod method,
        string path,
        string? token,
        HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, $"/v23.0/{path}") { Content = content };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var answer = await _simulator.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
