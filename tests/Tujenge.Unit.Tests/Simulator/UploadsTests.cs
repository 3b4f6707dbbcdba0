using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>A photo's way to the profile: it takes no memory once it is there, nor when it never gets there.</summary>
[Parallelizable]
internal sealed class UploadsTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    private RunningSimulator _simulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _simulator = await RunningSimulator.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test]
    public async Task A_photo_is_taken_once()
    {
        var handle = await TextAsync(await ReceiveAsync(await BeginAsync()), "h");
        Assert.That(await SetAsync(handle), Is.EqualTo(HttpStatusCode.OK));
        using var photo = await _simulator.Http.GetAsync(new Uri($"/v23.0/{RunningSimulator.NumberId}/profile_picture", UriKind.Relative));
        Assert.That(await photo.Content.ReadAsByteArrayAsync(), Is.EqualTo(Jpeg));
        Assert.That(await SetAsync(handle), Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Whoever_begins_many_uploads_loses_the_first()
    {
        var first = await BeginAsync();
        var second = await BeginAsync();
        for (var i = 0; i < 49; i++)
        {
            await BeginAsync();
        }

        using var lost = await ReceiveAsync(first);
        using var kept = await ReceiveAsync(second);
        Assert.That((lost.StatusCode, kept.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.OK)));
    }

    private async Task<string> BeginAsync() =>
        await TextAsync(await SendAsync("Bearer", $"app/uploads?file_type=image/jpeg&file_length={Jpeg.Length}", null), "id");

    private Task<HttpResponseMessage> ReceiveAsync(string id) => SendAsync("OAuth", id, new ByteArrayContent(Jpeg) { Headers = { { "file_offset", "0" } } });

    private async Task<HttpStatusCode> SetAsync(string handle)
    {
        using var answer = await SendAsync(
            "Bearer",
            $"{RunningSimulator.NumberId}/whatsapp_business_profile",
            JsonContent.Create(new { messaging_product = "whatsapp", profile_picture_handle = handle }));
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string scheme, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v23.0/{path}") { Content = content };
        request.Headers.Authorization = new(scheme, RunningSimulator.Token);
        return await _simulator.Http.SendAsync(request);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, string member)
    {
        using (answer)
        {
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(member).GetString()!;
        }
    }
}
