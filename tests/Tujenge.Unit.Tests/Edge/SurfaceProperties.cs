using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Whatever is sent to whatever path, the answer is one of ours.</summary>
internal sealed class SurfaceProperties
{
    private static readonly string[] Paths =
    [
        "/v1/messages", "/v1/messages/gBEG", "/v1/contacts", "/v1/contacts/", "/v1/contacts/255712000111/identity", "/v1/contacts/%00/identity",
        "/v1/configs/webhook", "/v1/configs/phone_number", "/v1/configs/templates", "/v1/media", "/v1/media/7", "/v1/media/%2e%2e%2f",
        "/v1/groups", "/v1/groups/1/icon", "/v1/stickerpacks/a/stickers/0", "/v1/settings/profile/about", "/v1/settings/profile/photo",
        "/v1/settings/business/profile", "/v1/users", "/v1/nothing",
        "/v1", "/v1/contacts?a=%ff&b=%00", "/v1//contacts",
    ];

    private static readonly string[] Methods = ["GET", "POST", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "TEA", "post"];

    private static readonly string?[] ContentTypes =
    [
        "application/json", "application/json", "application/json", null, "", "text/plain", "application/json; charset=utf-16",
        "application/json;;;", "multipart/form-data", "/", "application/json, text/html", "image/jpeg",
    ];

    private static readonly string[] Names = ["contacts", "blocking", "force_check", "url", "headers", "to", "type", "text", "X-A", "__proto__", ""];

    private static readonly string[] Leaves =
    [
        "null", "true", "7", "-1.5e300", "1e99999", "0.1", "\"255712000111\"", "\"\"", "\"wait\"", "\"https://client.example/\"",
        "\"https://[::1\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"é\"", "\"+\"", "[]", "{}",
        $"{new string('9', 400)}", $"\"{new string('x', 3000)}\"",
    ];

    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync(("Edge:MaxBodyBytes", "8192"));
        (var channelId, _, _key) = await _edge.CreateChannelAsync();

        // Nobody is there, which is an answer too.
        using var changed = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"cloud_base_url":"http://127.0.0.1:9"}""");
        changed.EnsureSuccessStatusCode();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public void No_request_gets_a_500_or_an_answer_that_is_not_in_our_form()
    {
        var requests =
            from path in Gen.Elements(Paths)
            from method in Gen.Elements(Methods)
            from type in Gen.Elements(ContentTypes)
            from body in Body()
            select (method, path, type, body);
        Prop.ForAll(requests.ToArbitrary(), request => IsOurs(request.method, request.path, request.type, request.body))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    private static Gen<byte[]> Body() => Gen.OneOf(
        Json(depth: 4).Select(Encoding.UTF8.GetBytes),
        Members(Json(depth: 2)).Select(Encoding.UTF8.GetBytes),
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
        Gen.Elements("[", "{\"contacts\":", "[[[[{\"a\":").Zip(Gen.Choose(1, 900)).Select(deep =>
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(deep.Item1, deep.Item2)))),
        Gen.Choose(8000, 12_000).Select(length => Encoding.UTF8.GetBytes($"{{\"contacts\":[\"{new string('1', length)}\"]}}")),
        Gen.Elements<byte[]>([], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE, (byte)'{', 0], [0xED, 0xA0, 0x80]));

    private static Gen<string> Json(int depth) => depth == 0
        ? Gen.Elements(Leaves)
        : Gen.OneOf(
            Gen.Elements(Leaves),
            Json(depth - 1).ArrayOf(2).Select(items => $"[{string.Join(',', items)}]"),
            Members(Json(depth - 1)));

    /// <summary>Now and then with a name twice.</summary>
    private static Gen<string> Members(Gen<string> values) =>
        from names in Gen.Elements(Names).ArrayOf(4)
        from members in values.ArrayOf(4)
        select $"{{{string.Join(',', names.Zip(members, (name, value) => $"\"{name}\":{value}"))}}}";

    private bool IsOurs(string method, string path, string? type, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("WA-API-KEY", _key);
        if (method is not ("GET" or "TRACE"))
        {
            request.Content = new ByteArrayContent(body);
            if (type is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }

        using var answer = Task.Run(() => _edge.Http.SendAsync(request)).GetAwaiter().GetResult();
        var text = Task.Run(() => answer.Content.ReadAsStringAsync()).GetAwaiter().GetResult();
        var status = (int)answer.StatusCode;
        if (status == 400 && text.Length == 0)
        {
            return path.Contains("%00", StringComparison.Ordinal); // What the server itself does not take for HTTP.
        }

        return status != 500
            && !text.Contains("Exception", StringComparison.Ordinal)
            && answer.Content.Headers.ContentType?.MediaType == "application/json"
            && (status < 400 || IsEnvelope(JsonDocument.Parse(text).RootElement, status));
    }

    private static bool IsEnvelope(JsonElement answer, int status) => answer.TryGetProperty("errors", out var errors)
        ? answer.GetProperty("meta").GetProperty("api_status").GetString() == "stable"
            && errors[0].GetProperty("code").TryGetInt32(out _)
            && errors[0].GetProperty("title").GetString() is { Length: > 0 }
        : answer.GetProperty("meta").GetProperty("http_code").GetInt32() == status
            && answer.GetProperty("meta").TryGetProperty("details", out _) == status < 500;
}
