using FsCheck;
using FsCheck.Fluent;
using MassTransit;
using NUnit.Framework;
using Tujenge.Contracts.Operations;
using Tujenge.Infra.Messaging;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>No key, no id and no query makes edge fail.</summary>
internal sealed class MessagesProperties
{
    private const string Text = """{"to":"255712000111","text":{"body":"hi"}}""";
    private const string Read = """{"status":"read"}""";

    /// <summary>What ends a line, and what servers take for the end of everything.</summary>
    private const string NotInHeads = "\r\n\0";

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync(new BusModule(_ => { }, (_, factory) =>
        {
            factory.ReceiveEndpoint("sender-find-messages", endpoint => endpoint.Handler<FindMessages>(
                context => context.RespondAsync(new MessagesFound { Messages = [] })));
            factory.ReceiveEndpoint("sender-forecast-message", endpoint => endpoint.Handler<ForecastMessage>(
                context => context.RespondAsync(new MessageForecast { LeavesAt = DateTimeOffset.UnixEpoch, Ahead = 0, NeedsWindow = true })));
        }));
        (_, _, _key) = await _edge.CreateChannelAsync(_whatsApp);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public void No_key() => Check<string?>(key => Post("/v1/messages", $"\nIdempotency-Key: {Line(key)}"));

    [Test]
    public void No_two_keys() => Check<(string? One, string? Other)>(
        keys => Post("/v1/messages", $"\nIdempotency-Key: {Line(keys.One)}\nIdempotency-Key: {Line(keys.Other)}"));

    [Test]
    public void No_query() => Check<(string? Name, string? Value)>(
        query => Post($"/v1/messages?{Uri.EscapeDataString(query.Name ?? "")}={Uri.EscapeDataString(query.Value ?? "")}&dry_run={Uri.EscapeDataString(query.Value ?? "")}"));

    [Test]
    public void No_query_as_it_comes() => Check<string?>(query => Post($"/v1/messages?{Word(query)}"));

    [Test]
    public void No_id() => Check<string?>(id => Get($"/v1/messages/{Uri.EscapeDataString(id ?? "")}"));

    [Test]
    public void No_id_as_it_comes() => Check<string?>(id => Get($"/v1/messages/{Word(id)}"));

    [Test]
    public void No_id_to_mark() => Check<string?>(id => Put($"/v1/messages/{Uri.EscapeDataString(id ?? "")}"));

    [Test]
    public void No_id_to_mark_as_it_comes() => Check<string?>(id => Put($"/v1/messages/{Word(id)}"));

    private static void Check<T>(Func<T, string> call) => Prop
        .ForAll<T>(value => !call(value).StartsWith("HTTP/1.1 5", StringComparison.Ordinal))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private string Post(string path, string headers = "") => Call("POST", path, Text, headers);

    private string Put(string path) => Call("PUT", path, Read);

    private string Get(string path) => Call("GET", path, "");

    private string Call(string method, string path, string body, string headers = "") => RawRequest
        .SendAsync(_edge, $"{method} {path} HTTP/1.1\nWA-API-KEY: {_key}\nContent-Length: {body.Length}{headers}", body)
        .GetAwaiter().GetResult();

    private static string Line(string? text) => string.Concat((text ?? "").Where(letter => !NotInHeads.Contains(letter)));

    private static string Word(string? text) => string.Concat(Line(text).Where(letter => letter is > ' ' and <= '~'));
}
