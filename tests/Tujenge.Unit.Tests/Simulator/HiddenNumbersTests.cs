using System.Net;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>Phones that have a business-scoped user id instead of a number.</summary>
internal sealed class HiddenNumbersTests
{
    private const string Phone = "US.1234";

    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync() => _simulator = await RunningSimulator.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task It_writes_under_its_id_beside_from_or_in_it(bool idInFrom)
    {
        await _simulator.DoAsync(HttpMethod.Put, $"phones/{Phone}", $$"""{"id_in_from":{{(idInFrom ? "true" : "false")}}}""");
        await _simulator.OpenWindowAsync(Phone);
        var call = (await _simulator.Callbacks.WaitForCallsAsync(1)).Single();
        var contact = JsonDocument.Parse(call.Body).RootElement.GetProperty("entry")[0].GetProperty("changes")[0].GetProperty("value").GetProperty("contacts")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Told().GetProperty(idInFrom ? "from" : "from_user_id").GetString(), Is.EqualTo(Phone));
            Assert.That(call.Told().TryGetProperty(idInFrom ? "from_user_id" : "from", out _), Is.False);
            Assert.That(contact.GetProperty("user_id").GetString(), Is.EqualTo(Phone));
            Assert.That(contact.TryGetProperty("wa_id", out _), Is.False);
        }
    }

    [Test]
    public async Task It_is_written_to_as_recipient_and_statuses_name_it_by_its_id()
    {
        await _simulator.OpenWindowAsync(Phone);
        using var wrong = await _simulator.SendAsync(Message("to", Phone));
        using var number = await _simulator.SendAsync(Message("recipient", RunningSimulator.Phone));
        using var right = await _simulator.SendAsync(Message("recipient", Phone));
        var answer = JsonDocument.Parse(await right.Content.ReadAsStringAsync()).RootElement;
        var status = (await _simulator.Callbacks.WaitForCallsAsync(2))[1].Told();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((wrong.StatusCode, number.StatusCode, right.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK)));
            Assert.That(answer.GetProperty("contacts")[0].GetRawText(), Is.EqualTo($$"""{"input":"{{Phone}}","user_id":"{{Phone}}"}"""));
            Assert.That(status.GetProperty("recipient_user_id").GetString(), Is.EqualTo(Phone));
            Assert.That(status.TryGetProperty("recipient_id", out _), Is.False);
        }
    }

    [TestCase("PUT", "phones/255712000111", """{"id_in_from":true}""", "name one by a business-scoped user id")]
    [TestCase("POST", "phones/US.1234/write", """{"text":"x","to":"onprem"}""", "by their numbers")]
    public async Task What_has_no_sense_is_a_400_that_says_what_to_do(string method, string path, string json, string problem)
    {
        await _simulator.AddOnPremisesNumberAsync();
        using var answer = method == "PUT" ? await _simulator.PutAsync(path, json) : await _simulator.PostAsync(path, json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(problem));
    }

    private static string Message(string member, string value) =>
        $$$"""{"messaging_product":"whatsapp","{{{member}}}":"{{{value}}}","type":"text","text":{"body":"hi"}}""";
}
