using System.Net;
using NUnit.Framework;
using Tujenge.Sender.Upstreams;
using Tujenge.Sender.V1Api;

namespace Tujenge.Unit.Tests.Sender;

/// <summary>What an answer of a v1 server, or its absence, amounts to: whatsapp-errors, sections 2 to 4 and 6.</summary>
internal sealed class V1OutcomeTests
{
    [TestCase(200)]
    [TestCase(201)]
    public void An_id_means_that_WhatsApp_has_the_message(int status) => Assert.That(
        Outcome(status, """{"contacts":[{"input":"1","wa_id":"1"}],"messages":[{"id":"gBGGabc"}],"meta":{"version":"2.53.1"}}"""),
        Is.EqualTo(new SendOutcome.Accepted("gBGGabc", "1")));

    [Test]
    public void An_id_may_be_a_number() =>
        Assert.That(Outcome(200, """{"messages":[{"id":7}]}"""), Is.EqualTo(new SendOutcome.Accepted("7")));

    [TestCase(512, true)]
    [TestCase(513, false)]
    public void An_id_that_cannot_be_kept_makes_no_less_of_the_message(int letters, bool isKept)
    {
        var id = new string('a', letters);
        Assert.That(Outcome(200, $$$"""{"messages":[{"id":"{{{id}}}"}]}"""), Is.EqualTo(new SendOutcome.Accepted(isKept ? id : null)));
        Assert.That(Outcome(200, """{"messages":[{"id":"a\u0000"}]}"""), Is.EqualTo(new SendOutcome.Accepted(null)));
    }

    [TestCase(400, 470)]
    [TestCase(429, 471)]
    [TestCase(404, 1006)]
    [TestCase(400, 1008)]
    [TestCase(400, 1013)]
    [TestCase(501, 1026, Description = "permanent, whatever the status")]
    [TestCase(500, 433)]
    [TestCase(404, 2001)]
    [TestCase(200, 1009, Description = "an error inside a 200: the body is read before the status")]
    public void An_error_that_will_not_pass_is_a_refusal(int status, int code)
    {
        var error = (Outcome(status, Error(code)) as SendOutcome.Refused)?.Error;
        Assert.That((error?.Code, error?.Title, error?.Details), Is.EqualTo((code, "t", "d")));
    }

    [TestCase(429, 1015)]
    [TestCase(503, 1016)]
    [TestCase(500, 1011)]
    [TestCase(500, 1017)]
    [TestCase(500, 1018)]
    [TestCase(500, 1023)]
    [TestCase(400, 429)]
    [TestCase(400, 408)]
    [TestCase(200, 1015)]
    public void An_error_that_may_pass_waits(int status, int code)
    {
        var outcome = Outcome(status, Error(code)) as SendOutcome.NotNow;
        Assert.That((outcome?.Error?.Code, outcome?.MostTries), Is.EqualTo((code, (int?)null)));
    }

    [TestCase(0, 2, Description = "once more")]
    [TestCase(500, 2)]
    [TestCase(2002, 2)]
    [TestCase(1000, 3)]
    [TestCase(1014, 3)]
    public void An_unspecific_error_is_worth_a_few_tries(int code, int tries) =>
        Assert.That((Outcome(500, Error(code)) as SendOutcome.NotNow)?.MostTries, Is.EqualTo(tries));

    [TestCase(500, "structure unavailable: Client could not display highly structured message")]
    [TestCase(1000, "Image file format (audio/mpeg) is not supported")]
    [TestCase(1000, "video/mp4/h264/NONE")]
    public void Unless_it_is_about_the_format(int code, string details) =>
        Assert.That(Outcome(500, Error(code, details)), Is.TypeOf<SendOutcome.Refused>());

    [Test]
    public void A_file_that_is_not_there_will_not_come()
    {
        Assert.That(Outcome(500, Error(1014, "Request for https://a.b/404 failed with 404")), Is.TypeOf<SendOutcome.Refused>());
        Assert.That(Outcome(500, Error(1014, "Request for https://a.b/404 failed with 503")), Is.TypeOf<SendOutcome.NotNow>());
    }

    [TestCase(400, typeof(SendOutcome.Refused))]
    [TestCase(429, typeof(SendOutcome.NotNow))]
    [TestCase(500, typeof(SendOutcome.NotNow), Description = "5xx without a permanent code")]
    public void A_code_that_nobody_knows_is_told_with_what_the_server_calls_it(int status, Type outcome)
    {
        var told = Outcome(status, Error(9999));
        var error = (told as SendOutcome.Refused)?.Error ?? (told as SendOutcome.NotNow)?.Error;
        Assert.That(told, Is.TypeOf(outcome));
        Assert.That((error?.Code, error?.Title, error?.Details), Is.EqualTo((9999, "t", "t: d")));
    }

    [TestCase(400, "\"title\":\"t\"", typeof(SendOutcome.Refused))]
    [TestCase(400, "\"code\":\"x\",\"title\":\"t\"", typeof(SendOutcome.Refused))]
    [TestCase(404, "\"code\":1009.5,\"title\":\"t\"", typeof(SendOutcome.Refused))]
    [TestCase(429, "\"title\":\"t\"", typeof(SendOutcome.NotNow))]
    [TestCase(500, "\"title\":\"t\"", typeof(SendOutcome.NotNow))]
    public void Without_a_code_the_status_decides(int status, string error, Type outcome) =>
        Assert.That(Outcome(status, $$"""{"errors":[{{{error}}}]}"""), Is.TypeOf(outcome));

    [TestCase(1000, typeof(SendOutcome.Accepted), Description = "trying again would send it twice")]
    [TestCase(1015, typeof(SendOutcome.Accepted))]
    [TestCase(1009, typeof(SendOutcome.Refused))]
    public void An_id_beside_an_error_that_may_pass_means_that_it_has_the_message(int code, Type outcome) =>
        Assert.That(Outcome(200, $$"""{"messages":[{"id":"gBGG"}],"errors":[{"code":{{code}},"title":"t"}]}"""), Is.TypeOf(outcome));

    [Test]
    public void The_pause_that_was_asked_for_comes_along() => Assert.That(
        (V1Outcome.Of(new V1Reply(HttpStatusCode.TooManyRequests, Error(1015), null) { Pause = TimeSpan.FromSeconds(30) }) as SendOutcome.NotNow)?.Pause,
        Is.EqualTo(TimeSpan.FromSeconds(30)));

    [TestCase(200, """{"messages":[]}""")]
    [TestCase(200, "{}")]
    [TestCase(200, """{"errors":[],"messages":[{}]}""")]
    [TestCase(200, "<html>")]
    [TestCase(500, "<html>down</html>")]
    [TestCase(502, "")]
    [TestCase(504, "timeout")]
    [TestCase(408, "")]
    public void An_answer_that_says_nothing_may_hide_a_sent_message(int status, string body) =>
        Assert.That(Outcome(status, body), Is.TypeOf<SendOutcome.Unknown>());

    [TestCase(429)]
    [TestCase(503)]
    public void A_proxy_that_asks_for_patience_gets_it(int status) =>
        Assert.That(Outcome(status, "<html>slow down</html>"), Is.EqualTo(new SendOutcome.NotNow(null)));

    [TestCase(302, 1000)]
    [TestCase(401, 1005)]
    [TestCase(403, 1005)]
    [TestCase(404, 1000)]
    public void A_proxys_refusal_is_a_refusal(int status, int code) => Assert.That(
        (Outcome(status, "<html>no</html>") as SendOutcome.Refused)?.Error.Code, Is.EqualTo(code));

    [Test]
    public void A_gateways_words_are_kept() => Assert.That(
        (Outcome(403, """{"meta":{"success":false,"http_code":403,"developer_message":"Blocked."}}""") as SendOutcome.Refused)?.Error.Details,
        Is.EqualTo("Blocked."));

    [Test]
    public void A_code_as_text_and_a_missing_title_are_understood()
    {
        var error = (Outcome(400, """{"errors":[{"code":"1009"}]}""") as SendOutcome.Refused)?.Error;
        Assert.That((error?.Code, error?.Title), Is.EqualTo((1009, "Parameter value is not valid")));
    }

    [TestCase(HttpRequestError.ConnectionError)]
    [TestCase(HttpRequestError.NameResolutionError)]
    [TestCase(HttpRequestError.SecureConnectionError)]
    public void Without_a_connection_nothing_was_sent(HttpRequestError error) => Assert.That(
        V1Outcome.Of(new V1Reply(null, "", new HttpRequestException(error))), Is.EqualTo(new SendOutcome.NotNow(null)));

    [Test]
    public void A_call_that_breaks_or_takes_too_long_may_hide_a_sent_message()
    {
        Assert.That(V1Outcome.Of(new V1Reply(null, "", new HttpRequestException(HttpRequestError.ResponseEnded))), Is.TypeOf<SendOutcome.Unknown>());
        Assert.That(V1Outcome.Of(new V1Reply(null, "", new TaskCanceledException())), Is.TypeOf<SendOutcome.Unknown>());
    }

    private static SendOutcome Outcome(int status, string body) => V1Outcome.Of(new V1Reply((HttpStatusCode)status, body, null));

    private static string Error(int code, string details = "d") =>
        $$$"""{"errors":[{"code":{{{code}}},"title":"t","details":"{{{details}}}"}],"meta":{"api_status":"stable"}}""";
}
