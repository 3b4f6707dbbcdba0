using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class WebhookConfigurationTests
{
    private const string Path = "/v1/configs/webhook";
    private const string NothingSet = """{"url":null,"headers":{}}""";

    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [SetUp]
    public async Task CreateChannelAsync() => (_, _, _key) = await _edge.CreateChannelAsync();

    [Test]
    public async Task Before_anything_is_set_the_answer_is_200_because_clients_try_their_key_with_it() =>
        Assert.That(await GetAsync(_key), Is.EqualTo(NothingSet));

    [TestCase("/v1/configs/webhook")]
    [TestCase("/v1/configs/webhook/")]
    public async Task Setting_it_answers_exactly_200_with_what_is_set(string path)
    {
        using var answer = await _edge.PostAsync(
            path, """{ "url": "https://client.example/wa-hook?a=b&c=é", "headers": { "Authorization": "Basic dXNlcjpwYXNz" } }""", _key);
        const string set = """{"url":"https://client.example/wa-hook?a=b&c=é","headers":{"Authorization":"Basic dXNlcjpwYXNz"}}""";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(set));
            Assert.That(await GetAsync(_key), Is.EqualTo(set), "at once, past any cache");
        }
    }

    [TestCase("""{"url":"https://client.example/"}""")]
    [TestCase("""{"url":"https://client.example/","headers":null}""")]
    [TestCase("""{"url":"https://client.example/","headers":{}}""")]
    [TestCase("""{"url":"https://client.example/","unknown":[1]}""")]
    public async Task Headers_may_be_left_out(string json)
    {
        using var answer = await _edge.PostAsync(Path, json, _key);
        Assert.That(
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((HttpStatusCode.OK, """{"url":"https://client.example/","headers":{}}""")));
    }

    [Test]
    public async Task A_new_setting_replaces_the_old_one_with_its_headers()
    {
        await SetAsync("""{"url":"https://client.example/1","headers":{"X-A":"1"}}""");
        await SetAsync("""{"url":"https://client.example/2","headers":{"X-B":"2"}}""");

        Assert.That(await GetAsync(_key), Is.EqualTo("""{"url":"https://client.example/2","headers":{"X-B":"2"}}"""));
    }

    [Test]
    public async Task Another_channels_key_sees_and_changes_nothing_of_it()
    {
        await SetAsync("""{"url":"https://client.example/mine","headers":{"X-A":"1"}}""");
        var (_, _, other) = await _edge.CreateChannelAsync();
        Assert.That(await GetAsync(other), Is.EqualTo(NothingSet));

        using var set = await _edge.PostAsync(Path, """{"url":"https://other.example/"}""", other);
        Assert.That(await GetAsync(_key), Is.EqualTo("""{"url":"https://client.example/mine","headers":{"X-A":"1"}}"""));
    }

    [Test]
    public async Task All_keys_of_a_channel_see_the_same()
    {
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        await _edge.StoreKeyAsync(channelId, $"second-{channelId}");
        using var set = await _edge.PostAsync(Path, """{"url":"https://client.example/"}""", key);

        Assert.That(await GetAsync($"second-{channelId}"), Does.Contain("https://client.example/"));
    }

    [Test]
    public async Task Of_many_who_set_it_at_once_one_wins_and_nobody_gets_an_error()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number =>
            _edge.PostAsync(Path, $$"""{"url":"https://client.example/{{number}}"}""", _key)));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(await GetAsync(_key), Does.Match("""^\{"url":"https://client.example/[0-9]","headers":\{\}\}$"""));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [TestCase("{}", "Parameter 'url' is absent")]
    [TestCase("""{"url":null}""", "Parameter 'url' is absent")]
    [TestCase("""{"url":7}""", "Parameter 'url' must be a string, got a number")]
    [TestCase("""{"url":""}""", "Parameter 'url' must have 1 to 2048 characters, got 0")]
    [TestCase("""{"url":"/wa-hook"}""", "url must be an absolute address, such as https://client.example/wa-hook")]
    [TestCase("""{"url":"client.example"}""", "url must be an absolute address, such as https://client.example/wa-hook")]
    [TestCase("""{"url":"http://client.example/"}""", "url must begin with https://")]
    [TestCase("""{"url":"ftp://client.example/"}""", "url must begin with https://")]
    [TestCase("""{"url":"https://u:p@client.example/"}""", "url must not contain a user name or password; put them into headers")]
    [TestCase("""{"url":"https://localhost/"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://10.1.2.3/"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://[::ffff:127.0.0.1]/"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://2130706433/"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://0x7f.1/"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://[fe80::1]/"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://[::1]/"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://localhost./"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://169.254.169.254/latest"}""", "url must not point to a private or loopback address")]
    [TestCase("""{"url":"https://client.example/a b"}""", "Parameter 'url' must not contain blanks or control characters")]
    [TestCase("""{"url":"https://client.example/\r\nX: 1"}""", "Parameter 'url' must not contain blanks or control characters")]
    [TestCase("[]", "The body must be a JSON object, got an array")]
    [TestCase("", "The body is empty; a JSON object is expected")]
    public async Task A_wrong_address_is_refused_and_changes_nothing(string json, string message) => await IsRefusedAsync(json, message);

    [TestCase("""["X-A"]""", "Parameter 'headers' must be an object, got an array")]
    [TestCase("""{"X-A":1}""", "Parameter 'headers.X-A' must be a string, got a number")]
    [TestCase("""{"X-A":null}""", "Parameter 'headers.X-A' must be a string, got null")]
    [TestCase("""{"X-A":{"b":"c"}}""", "Parameter 'headers.X-A' must be a string, got an object")]
    [TestCase("""{"X A":"1"}""", "'X A' in 'headers' is not the name of a header")]
    [TestCase("""{"":"1"}""", "'' in 'headers' is not the name of a header")]
    [TestCase("""{"X-A:":"1"}""", "'X-A:' in 'headers' is not the name of a header")]
    [TestCase("""{"X-A":"a\r\nX-B: c"}""", "Parameter 'headers.X-A' must consist of printable ASCII characters")]
    [TestCase("""{"X-A":"é"}""", "Parameter 'headers.X-A' must consist of printable ASCII characters")]
    [TestCase("""{"X-A":"1","x-a":"2"}""", "Parameter 'headers.x-a' is given twice")]
    [TestCase("""{"Host":"x"}""", "Parameter 'headers.Host' is a header that the gateway sets itself")]
    [TestCase("""{"traceparent":"x"}""", "Parameter 'headers.traceparent' is a header that the gateway sets itself")]
    [TestCase("""{"content-length":"1"}""", "Parameter 'headers.content-length' is a header that the gateway sets itself")]
    [TestCase("""{"Content-Type":"text/plain"}""", "Parameter 'headers.Content-Type' is a header that the gateway sets itself")]
    [TestCase("""{"Content-Type":""}""", "Parameter 'headers.Content-Type' is a header that the gateway sets itself")]
    [TestCase("""{"Content-Type":"application/vnd.x+json"}""", "Parameter 'headers.Content-Type' is a header that the gateway sets itself")]
    [TestCase("""{"Connection":"close"}""", "Parameter 'headers.Connection' is a header that the gateway sets itself")]
    [TestCase("""{"keep-alive":"1"}""", "Parameter 'headers.keep-alive' is a header that the gateway sets itself")]
    [TestCase("""{"Proxy-Authorization":"x"}""", "Parameter 'headers.Proxy-Authorization' is a header that the gateway sets itself")]
    [TestCase("""{"TE":"trailers"}""", "Parameter 'headers.TE' is a header that the gateway sets itself")]
    [TestCase("""{"Trailer":"x"}""", "Parameter 'headers.Trailer' is a header that the gateway sets itself")]
    [TestCase("""{"trailers":"x"}""", "Parameter 'headers.trailers' is a header that the gateway sets itself")]
    [TestCase("""{"Upgrade":"h2c"}""", "Parameter 'headers.Upgrade' is a header that the gateway sets itself")]
    [TestCase("""{"X-A":"\u0000"}""", "The body has text with half a surrogate pair or with U+0000")]
    [TestCase("""{"X-A":"\t"}""", "Parameter 'headers.X-A' must consist of printable ASCII characters")]
    [TestCase("""{"Transfer-Encoding":"chunked"}""", "Parameter 'headers.Transfer-Encoding' is a header that the gateway sets itself")]
    [TestCase("""{"Webhook-Signature":"v1,x"}""", "Parameter 'headers.Webhook-Signature' is a header that the gateway sets itself")]
    public async Task A_wrong_header_is_refused_and_changes_nothing(string headers, string message) =>
        await IsRefusedAsync($$"""{"url":"https://client.example/new","headers":{{headers}}}""", message);

    [TestCase("application/json")]
    [TestCase("application/json; charset=utf-8")]
    public async Task The_content_type_that_callbacks_have_anyway_may_be_asked_for(string contentType)
    {
        await SetAsync($$$"""{"url":"https://client.example/","headers":{"Content-Type":"{{{contentType}}}"}}""");
        Assert.That(await GetAsync(_key), Is.EqualTo($$$"""{"url":"https://client.example/","headers":{"Content-Type":"{{{contentType}}}"}}"""));
    }

    [Test]
    public async Task Headers_have_at_most_4_kb_in_all()
    {
        static string Body(int characters) =>
            $$$"""{"url":"https://client.example/","headers":{"X-A":"1","X-B":"{{{new string('v', characters - "X-A1X-B".Length)}}}"}}""";

        await SetAsync(Body(4096));
        using var answer = await _edge.PostAsync(Path, Body(4097), _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadRequest, "Parameter 'headers' must have at most 4096 characters in all, got 4097");
    }

    [Test]
    public async Task More_headers_than_a_callback_should_carry_are_refused()
    {
        static string Body(int headers) => System.Text.Json.JsonSerializer.Serialize(new
        {
            url = "https://client.example/",
            headers = Enumerable.Range(0, headers).ToDictionary(number => $"X-{number}", _ => "v"),
        });

        await SetAsync(Body(headers: 20));
        using var answer = await _edge.PostAsync(Path, Body(headers: 21), _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadRequest, "Parameter 'headers' must have at most 20 members, got 21");
    }

    [Test]
    public async Task Anything_but_json_is_refused()
    {
        using var content = new StringContent("url=https://client.example/");
        using var answer = await _edge.SendAsync(HttpMethod.Post, Path, _key, content);
        await answer.IsGatewayErrorAsync(HttpStatusCode.UnsupportedMediaType, "Content-Type must be application/json.");
    }

    private async Task IsRefusedAsync(string json, string message)
    {
        await SetAsync("""{"url":"https://client.example/old","headers":{"X-A":"1"}}""");
        using var answer = await _edge.PostAsync(Path, json, _key);

        await answer.IsGatewayErrorAsync(HttpStatusCode.BadRequest, message);
        Assert.That(await GetAsync(_key), Is.EqualTo("""{"url":"https://client.example/old","headers":{"X-A":"1"}}"""));
    }

    private async Task SetAsync(string json)
    {
        using var answer = await _edge.PostAsync(Path, json, _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<string> GetAsync(string key)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Content.ReadAsStringAsync();
    }
}
