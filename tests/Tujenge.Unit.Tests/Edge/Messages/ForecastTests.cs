using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Tujenge.Infra.Windows;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>What an ordinary answer says of the message's future.</summary>
internal sealed class ForecastTests
{
    private static long _lastRecipient = 255_715_000_000;

    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = "";

    [SetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task Of_a_customer_who_never_wrote_nothing_is_known()
    {
        var forecast = await ForecastAsync(NewRecipient());
        Assert.That(forecast.GetRawText(), Does.Match("""^\{"leaves_timestamp":"\d{10}","window":"unknown"\}$"""));
        Assert.That(Moment(forecast, "leaves_timestamp"), Is.EqualTo(_edge.Clock.GetUtcNow()).Within(10).Seconds);
    }

    [Test]
    public async Task An_open_window_is_told_with_its_end()
    {
        var recipient = NewRecipient();
        var wroteAt = await WroteAsync(recipient);
        var forecast = await ForecastAsync(recipient);

        Assert.That(forecast.GetProperty("window").GetString(), Is.EqualTo("open"));
        Assert.That(Moment(forecast, "window_ends_timestamp"), Is.EqualTo(wroteAt.AddHours(24)).Within(1).Seconds);
        Assert.That(forecast.TryGetProperty("errors", out _), Is.False);
    }

    [Test]
    public async Task A_number_is_matched_in_every_spelling()
    {
        var number = $"{Random.Shared.Next(10_000_000, 99_999_999)}";
        await WroteAsync($"5491{number}0");
        Assert.That((await ForecastAsync($"541{number}0")).GetProperty("window").GetString(), Is.EqualTo("open"));
    }

    [Test]
    public async Task A_closed_window_is_told_with_the_failure_to_come_and_the_message_is_accepted_as_ever()
    {
        var recipient = NewRecipient();
        var wroteAt = await WroteAsync(recipient);
        _edge.Clock.Advance(TimeSpan.FromHours(24));
        var forecast = await ForecastAsync(recipient);

        Assert.That(forecast.GetRawText(), Is.EqualTo(Contracts.OneLine.Of(
            $$"""
            {"window":"closed","window_ends_timestamp":"{{wroteAt.AddHours(24).ToUnixTimeSeconds()}}",
            "errors":[{"code":470,"title":"Re-engagement message","details":"More than 24 hours have passed since the customer last wrote: send a template instead"}]}
            """)));
    }

    [Test]
    public async Task Where_WhatsApp_said_that_there_is_no_window_there_is_no_end_to_tell()
    {
        var recipient = NewRecipient();
        await using (var db = await _edge.OpenWindowsAsync())
        {
            await db.NoteClosedAsync(_channelId, recipient, CancellationToken.None);
        }

        var forecast = await ForecastAsync(recipient);
        Assert.That(forecast.GetProperty("window").GetString(), Is.EqualTo("closed"));
        Assert.That(forecast.TryGetProperty("window_ends_timestamp", out _), Is.False);
    }

    [Test]
    public async Task A_template_needs_no_window()
    {
        var forecast = await ForecastAsync(
            NewRecipient(), """ "type":"template","template":{"name":"n","namespace":"x","language":{"policy":"deterministic","code":"sw"}} """);
        Assert.That(forecast.GetProperty("window").GetString(), Is.EqualTo("not_needed"));
    }

    [Test]
    public async Task A_group_needs_no_window()
    {
        var forecast = await ForecastAsync("5511999999999-1611111111", """ "recipient_type":"group","text":{"body":"hi"} """);
        Assert.That(forecast.GetRawText(), Does.Match("""^\{"leaves_timestamp":"\d{10}","window":"not_needed"\}$"""));
    }

    [TestCase(""" "text":{"body":"hi"} """, "unknown")]
    [TestCase(""" "type":"template","template":{"name":"n","namespace":"x","language":{"policy":"deterministic","code":"sw"}} """, "not_needed")]
    public async Task Behind_a_message_that_was_put_off_the_next_leaves_when_that_is_tried_again(string content, string window)
    {
        var recipient = NewRecipient();
        var until = _edge.Clock.GetUtcNow().AddMinutes(5);
        await HoldAsync(recipient, until.AddMinutes(-4));
        await HoldAsync(recipient, until);

        Assert.That((await ForecastAsync(recipient, content)).GetRawText(), Is.EqualTo(
            $$"""{"leaves_timestamp":"{{until.ToUnixTimeSeconds()}}","waits_for":"conversation","window":"{{window}}"}"""));
        Assert.That((await ForecastAsync(NewRecipient(), content)).TryGetProperty("waits_for", out _), Is.False, "another conversation");

        _edge.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.That((await ForecastAsync(recipient, content)).TryGetProperty("waits_for", out _), Is.False, "it was tried again");
    }

    [Test]
    public async Task A_window_that_ends_while_the_conversation_is_held_is_told()
    {
        var recipient = NewRecipient();
        var wroteAt = await WroteAsync(recipient);
        await HoldAsync(recipient, wroteAt.AddHours(24));
        _edge.Clock.Advance(TimeSpan.FromHours(23));
        var forecast = await ForecastAsync(recipient);

        Assert.That(forecast.GetRawText(), Does.StartWith("""{"window":"open",""").And.Contain(
            "\"code\":470,\"title\":\"Re-engagement message\",\"details\":\"The 24-hour window ends before the message's turn comes"));
    }

    [TestCase("ready", """ ,"components":[{"type":"body","parameters":[{"type":"text","text":"7"}]}] """, """
        "window":"not_needed","template_status":"approved"}
        """)]
    [TestCase("ready", "", """
        {"window":"not_needed","template_status":"approved","errors":[{"code":2000,
        """)]
    [TestCase("younger_than_the_list", "", """
        "window":"not_needed"}
        """)]
    public async Task What_is_remembered_of_a_template_is_told(string name, string components, string part)
    {
        await using var whatsApp = await RunningSimulator.StartAsync();
        await whatsApp.DoAsync(HttpMethod.Put, "templates", """{"templates":[{"name":"ready","language":"sw","body":"Oda {{1}}"}]}""");
        var (_, _, key) = await _edge.CreateChannelAsync(whatsApp);
        using (var list = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/templates", key))
        {
            Assert.That(list.StatusCode, Is.EqualTo(HttpStatusCode.OK)); // From now on edge remembers them.
        }

        using var answer = await _edge.PostAsync("/v1/messages", $$$"""
            {"to":"{{{NewRecipient()}}}","type":"template","template":{"name":"{{{name}}}","namespace":"x",
             "language":{"policy":"deterministic","code":"sw"}{{{components}}}}}
            """, key);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await answer.ReadJsonAsync()).GetProperty("meta").GetProperty("forecast").GetRawText(), Does.Contain(part.Trim()));
    }

    [Test]
    public async Task Many_at_once_get_the_forecast_of_their_own_recipient()
    {
        var recipients = Enumerable.Range(0, 60).Select(_ => NewRecipient()).ToArray();
        foreach (var recipient in recipients.Where((_, i) => i % 2 == 0))
        {
            await WroteAsync(recipient);
        }

        var forecasts = await Task.WhenAll(recipients.Select(recipient => ForecastAsync(recipient)));
        Assert.That(
            forecasts.Select(forecast => forecast.GetProperty("window").GetString()),
            Is.EqualTo(recipients.Select((_, i) => i % 2 == 0 ? "open" : "unknown")));
    }

    [Test]
    public async Task Without_the_windows_the_message_is_accepted_without_a_forecast()
    {
        using (var warm = await PostAsync(NewRecipient()))
        {
            Assert.That(warm.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        await using (var db = await _edge.OpenWindowsAsync())
        {
            await db.Database.EnsureDeletedAsync();
        }

        SqliteConnection.ClearAllPools();
        using var answer = await PostAsync(NewRecipient());
        using var next = await PostAsync(NewRecipient());

        foreach (var one in new[] { answer, next })
        {
            Assert.That(one.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(
                (await one.ReadJsonAsync()).GetProperty("meta").GetRawText(),
                Is.EqualTo("""{"api_status":"stable","version":"2.53.1"}"""));
        }

        Assert.That(_edge.Log.Lines.Count(line => line.EventId == 1008), Is.EqualTo(1), "the second did not even try");

        var template = await ForecastAsync(
            NewRecipient(), """ "type":"template","template":{"name":"n","namespace":"x","language":{"policy":"deterministic","code":"sw"}} """);
        Assert.That(template.GetProperty("window").GetString(), Is.EqualTo("not_needed"), "trouble with windows is none with templates");
    }

    [Test]
    public async Task A_refusal_has_no_forecast()
    {
        using var answer = await PostAsync(NewRecipient(), """ "text":{"body":""} """);
        Assert.That((await answer.ReadJsonAsync()).GetProperty("meta").TryGetProperty("forecast", out _), Is.False);
    }

    private async Task<DateTimeOffset> WroteAsync(string customer)
    {
        var at = _edge.Clock.GetUtcNow();
        await using var db = await _edge.OpenWindowsAsync();
        await db.MoveAsync([new CustomerMessage(_channelId, customer, at)], CancellationToken.None);
        return at;
    }

    private async Task HoldAsync(string customer, DateTimeOffset until)
    {
        await using var db = await _edge.OpenWindowsAsync();
        await db.HoldAsync(_channelId, customer, until, CancellationToken.None);
    }

    private async Task<JsonElement> ForecastAsync(string recipient, string content = """ "text":{"body":"hi"} """)
    {
        using var answer = await PostAsync(recipient, content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return (await answer.ReadJsonAsync()).GetProperty("meta").GetProperty("forecast");
    }

    private Task<HttpResponseMessage> PostAsync(string recipient, string content = """ "text":{"body":"hi"} """) =>
        _edge.PostAsync("/v1/messages", $$"""{"to":"{{recipient}}",{{content}}}""", _key);

    private static DateTimeOffset Moment(JsonElement forecast, string name) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(forecast.GetProperty(name).GetString()!, null));

    private static string NewRecipient() => $"{Interlocked.Increment(ref _lastRecipient)}";
}
