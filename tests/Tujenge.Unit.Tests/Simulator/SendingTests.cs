using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>The Graph API's surface: what is taken, and each refusal as Meta words it.</summary>
internal sealed class SendingTests
{
    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync() => _simulator = await RunningSimulator.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test]
    public async Task A_text_inside_the_window_is_taken_and_shown()
    {
        await _simulator.OpenWindowAsync();
        using var answer = await _simulator.SendTextAsync("+255 712 000 111", opaque: "gBEG1");

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var id = body.GetProperty("messages")[0].GetProperty("id").GetString();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(body.GetProperty("messaging_product").GetString(), Is.EqualTo("whatsapp"));
            Assert.That(body.GetProperty("contacts").GetRawText(), Is.EqualTo("""[{"input":"+255 712 000 111","wa_id":"255712000111"}]"""));
            Assert.That(id, Does.StartWith("wamid."));
        }

        var call = (await _simulator.GetAsync("calls")).GetProperty("calls")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(call.GetProperty("biz_opaque_callback_data").GetString(), Is.EqualTo("gBEG1"));
            Assert.That(call.TryGetProperty("error_code", out _), Is.False);
        }
    }

    [Test]
    public async Task A_text_to_somebody_who_never_wrote_is_131047() =>
        await AssertErrorAsync(await _simulator.SendTextAsync(), 131047, HttpStatusCode.BadRequest, "(#131047) Re-engagement message");

    [Test]
    public async Task A_text_is_131047_once_the_clock_is_a_day_ahead()
    {
        await _simulator.OpenWindowAsync();
        await _simulator.DoAsync(HttpMethod.Post, "clock/advance", """{"duration":"23:59:50"}""");
        await _simulator.SendTakenAsync();
        await _simulator.DoAsync(HttpMethod.Post, "clock/advance", """{"seconds":10}""");

        await AssertErrorAsync(await _simulator.SendTextAsync(), 131047, HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task A_number_without_WhatsApp_is_131026_until_it_writes()
    {
        await _simulator.DoAsync(HttpMethod.Put, $"phones/{RunningSimulator.Phone}", """{"exists":false}""");
        await AssertErrorAsync(await _simulator.SendTextAsync(), 131026, HttpStatusCode.BadRequest, "(#131026) Message undeliverable");

        await _simulator.OpenWindowAsync();
        await _simulator.SendTakenAsync();
    }

    [TestCase("order_ready", "sw", 2, null)]
    [TestCase("order_ready", "sw", 1, 132000)]
    [TestCase("order_ready", "fr", 2, 132001)]
    [TestCase("nobody_knows", "sw", 0, 132001)]
    [TestCase("paused", "en_US", 0, 132015)]
    [TestCase("disabled", "en_US", 0, 132016)]
    [TestCase("pending", "en_US", 0, 132001)]
    public async Task A_template_needs_no_window_but_must_be_right(string name, string language, int parameters, int? code)
    {
        await _simulator.DoAsync(
            HttpMethod.Put,
            "templates",
            """
            {"templates":[{"name":"order_ready","language":"sw","body":"Habari {{1}}, oda {{2}} iko tayari, {{1}}."},
             {"name":"paused","body":"x","status":"PAUSED"},{"name":"disabled","body":"x","status":"DISABLED"},
             {"name":"pending","body":"x","status":"PENDING"}]}
            """);
        using var answer = await _simulator.SendAsync(JsonSerializer.Serialize(new
        {
            messaging_product = "whatsapp",
            to = RunningSimulator.Phone,
            type = "template",
            template = new
            {
                name,
                language = new { code = language },
                components = new[]
                {
                    new { type = "body", parameters = Enumerable.Repeat(new { type = "text", text = "x" }, parameters) },
                },
            },
        }));

        if (code is null)
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
        else
        {
            await AssertErrorAsync(answer, code.Value);
        }
    }

    [TestCase(null)]
    [TestCase("another-token")]
    public async Task A_wrong_token_is_a_401_with_190(string? token) =>
        await AssertErrorAsync(await _simulator.SendAsync("{}", token), 190, HttpStatusCode.Unauthorized);

    [TestCase("", RunningSimulator.NumberId)]
    [TestCase("[]", RunningSimulator.NumberId)]
    [TestCase("{}", RunningSimulator.NumberId)]
    [TestCase("""{"messaging_product":"whatsapp","type":"text","text":{"body":"x"}}""", RunningSimulator.NumberId)]
    [TestCase("""{"messaging_product":"whatsapp","to":"255712000111","type":"image"}""", RunningSimulator.NumberId)]
    [TestCase("""{"messaging_product":"whatsapp","to":"255712000111","type":"text","text":{"body":"\ud83d"}}""", RunningSimulator.NumberId)]
    [TestCase("""{"messaging_product":"whatsapp","to":"255712000111","type":"\ud83d","status":"\ud83d"}""", RunningSimulator.NumberId)]
    [TestCase("""{"messaging_product":"whatsapp","to":"255712000111","type":"text","text":{"body":"x"}}""", "another-number")]
    public async Task What_Graph_would_not_understand_is_100(string json, string number) =>
        await AssertErrorAsync(await _simulator.SendAsync(json, numberId: number), 100, HttpStatusCode.BadRequest);

    [Test]
    public async Task A_read_receipt_marks_the_message_and_what_was_written_before_it()
    {
        const string phone = "255712000987";
        await _simulator.OpenWindowAsync(phone);
        var second = (await _simulator.OpenWindowAsync(phone)).GetProperty("id").GetString();
        await _simulator.OpenWindowAsync(phone);
        using var answer = await _simulator.SendAsync($$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{second}}"}""");
        var messages = (await _simulator.GetAsync($"phones/{phone}")).GetProperty("messages").EnumerateArray();

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("""{"success":true}"""));
        Assert.That(messages.Select(message => message.GetProperty("read").GetBoolean()), Is.EqualTo(new[] { true, true, false }));
    }

    [Test]
    public async Task A_read_receipt_for_an_unknown_message_is_131009()
    {
        using var answer = await _simulator.SendAsync("""{"messaging_product":"whatsapp","status":"read","message_id":"wamid.1"}""");
        await AssertErrorAsync(answer, 131009, HttpStatusCode.BadRequest);
    }

    [TestCase(1, 500, "API Unknown")]
    [TestCase(2, 503, "API Service")]
    [TestCase(4, 400, "API Too Many Calls")]
    [TestCase(10, 403, "Permission Denied")]
    [TestCase(190, 401, "Access token has expired")]
    [TestCase(368, 403, "Temporarily blocked for policies violations")]
    [TestCase(80007, 400, "Rate limit issues")]
    [TestCase(130429, 429, "Rate limit hit")]
    [TestCase(131000, 500, "Something went wrong")]
    [TestCase(131016, 503, "Service unavailable")]
    [TestCase(131026, 400, "Message undeliverable")]
    [TestCase(131047, 400, "Re-engagement message")]
    [TestCase(131048, 400, "Spam rate limit hit")]
    [TestCase(131056, 400, "(Business Account, Consumer Account) pair rate limit hit")]
    [TestCase(131057, 500, "Account in maintenance mode")]
    [TestCase(132001, 404, "Template name does not exist in the translation")]
    [TestCase(132015, 400, "Template is Paused")]
    [TestCase(133004, 503, "Server temporarily unavailable")]
    [TestCase(999999, 400, "Unknown error")]
    public async Task A_planned_error_has_its_title_and_status(int code, int status, string title)
    {
        await _simulator.OpenWindowAsync();
        await _simulator.DoAsync(HttpMethod.Put, "faults", $$$"""{"fail_next":[{"code":{{{code}}}}]}""");

        await AssertErrorAsync(await _simulator.SendTextAsync(), code, (HttpStatusCode)status, $"(#{code}) {title}");
        await _simulator.SendTakenAsync();
    }

    [Test]
    public async Task A_list_of_templates_is_read_page_by_page()
    {
        var templates = string.Join(',', Enumerable.Range(1, 5).Select(n => $$"""{"name":"t{{n}}","body":"Body {{n}}"}"""));
        await _simulator.DoAsync(HttpMethod.Put, "templates", $$"""{"templates":[{{templates}}]}""");

        var names = new List<string?>();
        var sizes = new List<int>();
        var next = $"/v23.0/{RunningSimulator.WabaId}/message_templates?limit=2";
        while (next is not null)
        {
            using var answer = await ListAsync(next, RunningSimulator.Token);
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(template => template.GetProperty("name").GetString()));
            sizes.Add(page.GetProperty("data").GetArrayLength());
            next = page.GetProperty("paging").TryGetProperty("next", out var address) ? address.GetString() : null;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sizes, Is.EqualTo(new[] { 2, 2, 1 }));
            Assert.That(names, Is.EqualTo(new[] { "t1", "t2", "t3", "t4", "t5" }));
        }
    }

    [TestCase(RunningSimulator.WabaId, "wrong", 190)]
    [TestCase("nobody", RunningSimulator.Token, 100)]
    public async Task Templates_of_others_are_not_shown(string wabaId, string token, int code) =>
        await AssertErrorAsync(await ListAsync($"/v23.0/{wabaId}/message_templates", token), code);

    private Task<HttpResponseMessage> ListAsync(string address, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", token);
        return _simulator.Http.SendAsync(request);
    }

    private static async Task AssertErrorAsync(
        HttpResponseMessage answer,
        int code,
        HttpStatusCode? status = null,
        string? message = null)
    {
        using (answer)
        using (Assert.EnterMultipleScope())
        {
            var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
            Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(code));
            Assert.That(error.GetProperty("message").GetString(), message is null ? Is.Not.Empty : Is.EqualTo(message));
            Assert.That(error.GetProperty("type").GetString(), Is.EqualTo("OAuthException"));
            Assert.That(error.GetProperty("error_data").GetProperty("messaging_product").GetString(), Is.EqualTo("whatsapp"));
            Assert.That(error.GetProperty("error_data").GetProperty("details").GetString(), Is.Not.Empty);
            Assert.That(error.GetProperty("fbtrace_id").GetString(), Is.Not.Empty);
            Assert.That(answer.StatusCode, status is null ? Is.Not.EqualTo(HttpStatusCode.OK) : Is.EqualTo(status.Value));
        }
    }
}
