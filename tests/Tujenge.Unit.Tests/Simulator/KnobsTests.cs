using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>The knobs as such: how they are set, shown, refused and switched off.</summary>
internal sealed class KnobsTests
{
    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync() => _simulator = await RunningSimulator.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test]
    public async Task What_a_put_of_faults_leaves_out_keeps_its_default()
    {
        var shown = await _simulator.DoAsync(HttpMethod.Put, "faults", """{"error_rate":0.5,"fail_next":[{"code":131056}]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown.GetProperty("error_rate").GetDouble(), Is.EqualTo(0.5));
            Assert.That(shown.GetProperty("error_code").GetInt32(), Is.EqualTo(131000));
            Assert.That(shown.GetProperty("fail_next").GetRawText(), Is.EqualTo("""[{"code":131056,"count":1}]"""));
        }
    }

    [Test]
    public async Task An_empty_put_of_faults_switches_all_off_and_get_shows_it()
    {
        var off = (await _simulator.GetAsync("faults")).GetRawText();
        await _simulator.DoAsync(
            HttpMethod.Put,
            "faults",
            """
            {"latency_ms_min":1,"latency_ms_max":2,"error_rate":1,"error_code":131016,"lost_answer_rate":1,
             "fail_next":[{"code":0,"count":2}],"duplicate_rate":1,"reorder":true,"overtake":true}
            """);
        Assert.That((await _simulator.GetAsync("faults")).GetRawText(), Is.Not.EqualTo(off));

        var answer = await _simulator.DoAsync(HttpMethod.Put, "faults", "{}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetRawText(), Is.EqualTo(off));
            Assert.That((await _simulator.GetAsync("faults")).GetRawText(), Is.EqualTo(off));
        }
    }

    [TestCase("faults", "error_rte", "error_rate")]
    [TestCase("phones/255712000111", "autoread", "auto_read")]
    [TestCase("numbers/1", "secret", "app_secret")]
    [TestCase("templates", "template", "templates")]
    public async Task An_unknown_knob_is_refused_and_the_known_ones_are_named(string path, string wrong, string right)
    {
        using var answer = await _simulator.PutAsync(path, $$"""{"{{wrong}}":true}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await ReadAsync(answer)).GetProperty("error").GetString(), Does.Contain(wrong).And.Contains(right));
    }

    [TestCase("faults", """{"fail_next":null}""")]
    [TestCase("faults", """{"fail_next":[null]}""")]
    [TestCase("faults", """{"fail_next":[{"count":0}]}""")]
    [TestCase("faults", """{"error_rate":1.5}""")]
    [TestCase("faults", """{"latency_ms_min":9,"latency_ms_max":5}""")]
    [TestCase("faults", "null")]
    [TestCase("faults", "[")]
    [TestCase("templates", """{"templates":null}""")]
    [TestCase("templates", """{"templates":[null]}""")]
    [TestCase("templates", """{"templates":[{"name":"x"}]}""")]
    [TestCase("numbers/1", """{"phone_number":"255754000001"}""")]
    [TestCase("numbers/1", """{"phone_number_id":"2"}""")]
    [TestCase("numbers/1", """{"callback_url":"ftp://example.org"}""")]
    public async Task A_value_that_makes_no_sense_is_a_400_with_a_sentence(string path, string json)
    {
        using var answer = await _simulator.PutAsync(path, json);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await ReadAsync(answer)).GetProperty("error").GetString(), Has.Length.GreaterThan(20));
    }

    [Test]
    public async Task A_template_without_language_and_status_is_approved_american_english()
    {
        await _simulator.DoAsync(HttpMethod.Put, "templates", """{"templates":[{"name":"only","body":"Hello {{1}}"}]}""");

        using var answer = await _simulator.SendAsync(
            """
            {"messaging_product":"whatsapp","to":"255712000111","type":"template","template":{"name":"only","language":
             {"code":"en_US"},"components":[{"type":"body","parameters":[{"type":"text","text":"Asha"}]}]}}
            """);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }

    private static Task<JsonElement> ReadAsync(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();
}
