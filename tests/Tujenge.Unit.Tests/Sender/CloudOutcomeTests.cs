using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Tujenge.Contracts.Cloud;
using Tujenge.Sender;
using Tujenge.Sender.CloudApi;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Unit.Tests.Sender;

/// <summary>What an answer of the Cloud API, or its absence, amounts to. Through the real client, over a scripted transport.</summary>
internal sealed class CloudOutcomeTests
{
    [Test]
    public async Task An_id_means_that_WhatsApp_has_the_message() => Assert.That(
        await OutcomeAsync(200, """{"messaging_product":"whatsapp","messages":[{"id":"wamid.1","message_status":"accepted"}]}"""),
        Is.EqualTo(new SendOutcome.Accepted("wamid.1")));

    [Test]
    public async Task With_the_id_comes_how_WhatsApp_writes_the_recipient() => Assert.That(
        await OutcomeAsync(
            200,
            """{"contacts":[{"input":"5511987654321","wa_id":"551187654321"}],"messages":[{"id":"wamid.1"}]}"""),
        Is.EqualTo(new SendOutcome.Accepted("wamid.1", "551187654321")));

    [TestCase(400, 131047, 470)]
    [TestCase(404, 132001, 2001)]
    [TestCase(400, 131026, 1026)]
    [TestCase(401, 190, 1005)]
    [TestCase(400, 100, 1009)]
    [TestCase(200, 131026, 1026, Description = "an error inside a 200")]
    [TestCase(500, 131045, 433, Description = "the code decides, not the status")]
    [TestCase(503, 3, 1005)]
    [TestCase(500, 200, 1005)]
    public async Task An_error_that_will_not_pass_is_a_refusal(int status, int code, int v1Code)
    {
        var error = (await OutcomeAsync(status, Error(code)) as SendOutcome.Refused)?.Error;
        Assert.That((error?.Code, error?.Details), Is.EqualTo((v1Code, $"cloud {code}: y")));
    }

    [TestCase(429, 130429)]
    [TestCase(400, 130429, Description = "Meta is not of one mind about the status: the code decides")]
    [TestCase(400, 131056)]
    [TestCase(400, 4)]
    [TestCase(400, 80007)]
    [TestCase(503, 131016)]
    [TestCase(500, 131000)]
    [TestCase(500, 999999)]
    public async Task An_error_that_may_pass_waits(int status, int code) => Assert.That(
        await OutcomeAsync(status, Error(code)), Is.TypeOf<SendOutcome.NotNow>());

    [Test]
    public async Task The_pair_limit_is_waited_for_and_what_is_unspecific_is_tried_less_often()
    {
        var pair = await OutcomeAsync(400, Error(131056)) as SendOutcome.NotNow;
        var unspecific = await OutcomeAsync(500, Error(131000)) as SendOutcome.NotNow;
        var unknown = await OutcomeAsync(500, Error(1)) as SendOutcome.NotNow;
        Assert.That((pair?.FirstWait, pair?.MostTries), Is.EqualTo((TimeSpan.FromSeconds(6), (int?)null)));
        Assert.That((unspecific?.FirstWait, unspecific?.MostTries), Is.EqualTo((TimeSpan.FromSeconds(1), 3)));
        Assert.That(unknown?.MostTries, Is.EqualTo(2));
    }

    [TestCase(200, 131026, typeof(SendOutcome.Refused))]
    [TestCase(400, 131026, typeof(SendOutcome.Refused))]
    [TestCase(200, 131056, typeof(SendOutcome.NotNow))]
    [TestCase(500, 131056, typeof(SendOutcome.NotNow))]
    public async Task Errors_in_a_list_are_errors_too(int status, int code, Type outcome)
    {
        var told = await OutcomeAsync(status, $$$"""{"errors":[{"code":{{{code}}},"title":"x","error_data":{"details":"y"}}]}""");
        var error = (told as SendOutcome.Refused)?.Error ?? (told as SendOutcome.NotNow)?.Error;
        Assert.That(told, Is.TypeOf(outcome));
        Assert.That(error?.Details, Is.EqualTo($"cloud {code}: y"));
    }

    [TestCase("[]")]
    [TestCase("5")]
    [TestCase("""[{"code":"x"}]""")]
    [TestCase("""[7]""")]
    public async Task A_list_that_is_none_makes_no_less_of_an_id(string errors) => Assert.That(
        await OutcomeAsync(200, $$"""{"messages":[{"id":"wamid.1"}],"errors":{{errors}}}"""), Is.EqualTo(new SendOutcome.Accepted("wamid.1")));

    [TestCase("30", 30)]
    [TestCase("Wed, 01 Jan 2031 00:00:20 GMT", 20)]
    [TestCase("86400", 3600, Description = "asked again after an hour")]
    [TestCase("-5", null)]
    [TestCase("soon", null)]
    public async Task The_pause_that_was_asked_for_comes_along(string header, int? seconds)
    {
        var outcome = await OutcomeAsync(() =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
            answer.Headers.TryAddWithoutValidation("Retry-After", header);
            answer.Headers.Date = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return answer;
        });
        Assert.That((outcome as SendOutcome.NotNow)?.Pause?.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase(200, """{"messages":[]}""")]
    [TestCase(200, "{}")]
    [TestCase(200, "<html>")]
    [TestCase(500, "<html>down</html>")]
    [TestCase(502, "")]
    [TestCase(504, "timeout")]
    [TestCase(408, "")]
    public async Task An_answer_that_says_nothing_may_hide_a_sent_message(int status, string body) =>
        Assert.That(await OutcomeAsync(status, body), Is.TypeOf<SendOutcome.Unknown>());

    [TestCase(429)]
    [TestCase(503)]
    public async Task A_proxy_that_asks_for_patience_gets_it(int status) =>
        Assert.That(await OutcomeAsync(status, "<html>slow down</html>"), Is.TypeOf<SendOutcome.NotNow>());

    [TestCase(302, 500, Description = "followed it would carry the token elsewhere")]
    [TestCase(401, 1005)]
    [TestCase(403, 500)]
    [TestCase(413, 500)]
    public async Task A_proxys_refusal_is_a_refusal(int status, int code)
    {
        foreach (var words in new[] { "<html>no</html>", """{"error":{"message":"no"}}""", """{"error":{}}""" })
        {
            Assert.That((await OutcomeAsync(status, words) as SendOutcome.Refused)?.Error.Code, Is.EqualTo(code), words);
        }
    }

    [TestCase(HttpRequestError.ConnectionError)]
    [TestCase(HttpRequestError.NameResolutionError)]
    [TestCase(HttpRequestError.SecureConnectionError)]
    public async Task Without_a_connection_nothing_was_sent(HttpRequestError error) => Assert.That(
        await OutcomeAsync(() => throw new HttpRequestException(error)), Is.TypeOf<SendOutcome.NotNow>());

    [Test]
    public async Task A_connection_that_breaks_may_hide_a_sent_message() => Assert.That(
        await OutcomeAsync(() => throw new HttpRequestException(HttpRequestError.ResponseEnded)), Is.TypeOf<SendOutcome.Unknown>());

    [Test]
    public async Task A_call_that_takes_too_long_may_hide_a_sent_message() => Assert.That(
        await OutcomeAsync(() => throw new TaskCanceledException()), Is.TypeOf<SendOutcome.Unknown>());

    private static string Error(int code) => $$$$"""{"error":{"message":"(#{{{{code}}}}) x","code":{{{{code}}}},"error_data":{"details":"y"}}}""";

    private static Task<SendOutcome> OutcomeAsync(int status, string body) => OutcomeAsync(() => new HttpResponseMessage((HttpStatusCode)status)
    {
        Content = new StringContent(body, System.Text.Encoding.UTF8, body.StartsWith('<') ? "text/html" : "application/json"),
    });

    private static async Task<SendOutcome> OutcomeAsync(Func<HttpResponseMessage> answer)
    {
        var services = new ServiceCollection().AddSingleton(Options.Create(new SenderOptions()));
        services.AddCloudApi().ConfigurePrimaryHttpMessageHandler(() => new Scripted(answer));
        await using var provider = services.BuildServiceProvider();
        using var response = await provider.GetRequiredService<ICloudApi>().SendAsync(
            "https://graph.example", "v23.0", "1", "token", new CloudMessage { Type = "text" }, CancellationToken.None);
        return CloudOutcome.Of(response);
    }

    private sealed class Scripted(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.That(request.RequestUri, Is.EqualTo(new Uri("https://graph.example/v23.0/1/messages")));
            try
            {
                var response = answer();
                response.RequestMessage = request; // Refit looks for it when it makes an error.
                return Task.FromResult(response);
            }
            catch (Exception fault)
            {
                return Task.FromException<HttpResponseMessage>(fault);
            }
        }
    }
}
