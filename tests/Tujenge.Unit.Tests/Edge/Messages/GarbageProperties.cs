using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Edge.Messages.Sending.Validation;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Whatever is posted, the answer is one of v1's or the gateway's own, and never that edge is at fault.</summary>
internal sealed class GarbageProperties
{
    private static readonly string[] Odd =
    [
        "null", "true", "\"\"", "\" \"", "0", "-0", "1e999999", "-1e-999999", "12345678901234567890123456789012345678901234567890",
        "0.1000000000000000055511151231257827021181583404541015625", "\"\\ud83d\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"\u202e\"", "[]", "{}",
        "[[[[]]]]", "[null]", "{\"\":0}", "{\"type\":{}}", "{\"type\":\"text\",\"type\":\"text\"}", "\"{\\\"a\\\":[}\"", "\"[]\"", "\"{}\"",
        "\"text\"", "\"image\"", "\"button\"", "\"NaN\"", "\"1e9999\"", "\"%25zz\"", "\"http://\"", "\"https://[::1\"", "9223372036854775808",
    ];

    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (var channelId, _, _key) = await _edge.CreateChannelAsync();
        using var unlimited = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"messages_per_second":1000}""");
        unlimited.EnsureSuccessStatusCode();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public void A_message_in_which_anything_is_replaced_makes_the_rules_throw_nothing() => Prop
        .ForAll(Spoilt.ToArbitrary(), json => MessageRules.Check(Encoding.UTF8.GetBytes(json)) is not null)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Test]
    public void A_message_in_which_anything_is_replaced_is_accepted_or_refused() => Prop
        .ForAll(Spoilt.ToArbitrary(), json => IsAnsweredAsync(Encoding.UTF8.GetBytes(json)).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Test]
    public void Any_bytes_are_refused() => Prop
        .ForAll<byte[]>(bytes => IsAnsweredAsync(bytes).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [TestCase(31)]
    [TestCase(64)]
    [TestCase(100_000)]
    public async Task Any_depth_is_answered(int depth)
    {
        var (open, close) = (new string('[', depth), new string(']', depth));
        var objects = $"{string.Concat(Enumerable.Repeat("{\"a\":", depth))}1{new string('}', depth)}";
        foreach (var deep in new[] { open + close, open, objects, $"\"{objects.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" })
        {
            await IsAnsweredAsync(Encoding.UTF8.GetBytes(deep));
            await IsAnsweredAsync(Encoding.UTF8.GetBytes(Posted.Interactive("button", deep)));
            await IsAnsweredAsync(Encoding.UTF8.GetBytes(Posted.Interactive("flow", deep)));
            await IsAnsweredAsync(Encoding.UTF8.GetBytes(Posted.Parameter($$"""{"type":"coupon_code","coupon_code":{{deep}}}""")));
        }
    }

    [TestCase("[", "0,", "0]")]
    [TestCase("{\"to\":\"255712000111\",\"text\":{\"body\":\"", "x", "\"}}")]
    [TestCase("{\"to\":\"255712000111\",\"type\":\"contacts\",\"contacts\":[", "{},", "{}]}")]
    public async Task Ten_megabytes_are_too_many(string begin, string repeated, string end)
    {
        var body = begin + string.Concat(Enumerable.Repeat(repeated, 10 * 1024 * 1024 / repeated.Length)) + end;
        using var answer = await _edge.PostAsync("/v1/messages", body, _key);

        await answer.IsGatewayErrorAsync(HttpStatusCode.RequestEntityTooLarge, $"The body must have at most 1048576 bytes, got {body.Length}.");
    }

    [TestCase("{\"to\":\"255712000111\",\"type\":\"contacts\",\"contacts\":[", "{},", "{}]}", 1009)]
    [TestCase("{\"to\":\"255712000111\",\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":\"n\"},\"phones\":[", "{},", "{}]}]}", null)]
    [TestCase("{\"to\":\"255712000111\",\"type\":\"template\",\"template\":{\"name\":\"n\",\"language\":{\"code\":\"sw\"},\"components\":[", "{\"type\":\"button\"},", "{}]}}", 1008)]
    [TestCase("{\"to\":\"255712000111\",\"type\":\"interactive\",\"interactive\":{\"type\":\"list\",\"body\":{\"text\":\"b\"},\"action\":{\"button\":\"b\",\"sections\":[", "{\"rows\":[{}]},", "{}]}}}", 2015)]
    public async Task As_much_as_a_body_may_have_is_answered(string begin, string repeated, string end, int? code)
    {
        var body = begin + string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length)) + end;
        using var answer = await _edge.PostAsync("/v1/messages", body, _key);

        Assert.That(answer.StatusCode, Is.EqualTo(code is null ? HttpStatusCode.Created : HttpStatusCode.BadRequest));
        if (code is not null)
        {
            Assert.That((await answer.ReadJsonAsync()).GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(code));
        }
    }

    /// <summary>A message with every field, in which something is replaced by something odd, is there twice, or is not there.</summary>
    private static Gen<string> Spoilt =>
        from full in Gen.Elements(FullMessages.All)
        from odd in Gen.Elements(Odd)
        from place in Gen.Choose(0, 10_000)
        from times in Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Constant(2)), (3, Gen.Constant(0)))
        select Spoil(full.Json, place, odd, times);

    private static string Spoil(string json, int place, string odd, int times)
    {
        const string mark = "\u0001";
        var root = JsonNode.Parse(json)!;
        var nodes = Descendants(root).ToArray();
        var node = nodes[place % nodes.Length];
        if (node.Parent is JsonArray array)
        {
            array[node.GetElementIndex()] = mark;
            return Marked(root).Replace("\"\\u0001\"", odd, StringComparison.Ordinal);
        }

        var (parent, name) = ((JsonObject)node.Parent!, node.GetPropertyName());
        if (times == 0)
        {
            parent.Remove(name);
            return Marked(root);
        }

        parent[name] = mark;
        return Marked(root).Replace("\"\\u0001\"", times == 2 ? $"{odd},\"{name}\":{odd}" : odd, StringComparison.Ordinal);
    }

    private static string Marked(JsonNode root) => root.ToJsonString();

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => (node switch
    {
        JsonObject members => members.Select(member => member.Value!),
        JsonArray items => items.Select(item => item!),
        _ => [],
    }).SelectMany(child => Descendants(child).Prepend(child));

    /// <summary>Accepted with an id, or refused with a code, in one of the two envelopes; nothing about the inside of edge.</summary>
    private async Task<bool> IsAnsweredAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages", _key, content);
        var text = await answer.Content.ReadAsStringAsync();
        var json = JsonDocument.Parse(text).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(201).Or.EqualTo(400), text);
            Assert.That(
                answer.StatusCode == HttpStatusCode.Created
                    ? json.GetProperty("messages")[0].GetProperty("id").GetString()
                    : $"{json.GetProperty("errors")[0].GetProperty("code").GetInt32()}",
                Is.Not.Empty);
            Assert.That(text, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        }

        return true;
    }
}
