using System.Net;
using System.Security.Cryptography;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;

namespace Tujenge.SystemTests.Journeys;

/// <summary>Files that customers send: fetched at once with the id of the webhook, by the channel that got them and no other.</summary>
public abstract partial class GatewayJourneys
{
    private static readonly string[] FileTypes = ["image", "audio", "voice", "video", "document", "sticker"];

    private static IEnumerable<TestCaseData> FilesOnBoth() =>
        FileTypes.SelectMany(type => new[] { false, true }.Select(isV1 => new TestCaseData(type, isV1)));

    [TestCaseSource(nameof(FilesOnBoth))]
    public async Task A_file_that_a_customer_sends_is_fetched_while_the_webhook_is_told(string type, bool isV1)
    {
        var phone = Gateway.NewPhone();
        var sisterKey = await AddSisterAsync(isV1);
        var fetched = new TaskCompletionSource<(HttpStatusCode Own, HttpStatusCode Sister, byte[] File, string? Type)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _gateway.Webhook.Handler = async call =>
        {
            if (call.Body.Contains(phone, StringComparison.Ordinal))
            {
                var path = $"media/{call.Json.GetProperty("messages")[0].GetProperty(type).GetProperty("id").GetString()}";
                using var answer = await _gateway.CallAsync(HttpMethod.Get, path, KeyOf(_gateway, isV1));
                using var foreign = await _gateway.CallAsync(HttpMethod.Get, path, sisterKey);
                fetched.TrySetResult((
                    answer.StatusCode, foreign.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.ToString()));
            }

            return 200;
        };
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", FileMessage(type, NumberIdOf(isV1)));
        var got = await fetched.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _gateway.Webhook.Handler = _ => Task.FromResult(200);

        var media = _gateway.MessagesAtWebhook().Single(message => message.GetProperty("from").GetString() == phone).GetProperty(type);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(got.Own, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(got.Sister, Is.EqualTo(HttpStatusCode.NotFound), "another channel's");
            Assert.That(media.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(got.File))));
            Assert.That(media.GetProperty("mime_type").GetString(), Is.EqualTo(got.Type));
            Assert.That(media.TryGetProperty("caption", out var caption) ? caption.GetString() : null, Is.EqualTo(type == "image" ? "receipt" : null));
            Assert.That(media.TryGetProperty("filename", out var name) ? name.GetString() : null, Is.EqualTo(type == "document" ? "bill.pdf" : null));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_customers_file_is_deleted_by_the_channel_that_got_it_and_by_no_other(bool isV1)
    {
        var phone = Gateway.NewPhone();
        var sisterKey = await AddSisterAsync(isV1);
        var written = await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", FileMessage("image", NumberIdOf(isV1)));
        var told = await WaitForCallAsync(written.GetProperty("id").GetString()!);
        var path = $"media/{told.GetProperty("messages")[0].GetProperty("image").GetProperty("id").GetString()}";

        using var foreign = await _gateway.CallAsync(HttpMethod.Delete, path, sisterKey);
        using var still = await _gateway.CallAsync(HttpMethod.Get, path, KeyOf(_gateway, isV1));
        using var own = await _gateway.CallAsync(HttpMethod.Delete, path, KeyOf(_gateway, isV1));
        using var gone = await _gateway.CallAsync(HttpMethod.Get, path, KeyOf(_gateway, isV1));
        Assert.That(
            (foreign.StatusCode, still.StatusCode, own.StatusCode, gone.StatusCode),
            Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound)));
    }

    private static Dictionary<string, object> FileMessage(string type, string to) => new()
    {
        ["type"] = type,
        ["to"] = to,
        [type] = type switch
        {
            "image" => new { caption = "receipt" },
            "document" => new { filename = "bill.pdf" },
            _ => new { },
        },
    };

    /// <summary>Another channel: of the same WhatsApp business account with the same token, or on the same v1 server.</summary>
    /// <returns>Its key.</returns>
    private async Task<string> AddSisterAsync(bool isV1)
    {
        var (number, id) = (Gateway.NewNumber(), $"7{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}");
        if (isV1)
        {
            var password = Gateway.Secret("password");
            await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{id}", new { phone_number = number, username = $"user-{id}", password });
            return (await _gateway.AddChannelAsync(new
            {
                phone_number = number,
                upstream = "v1",
                v1_base_url = new Uri(_gateway.Simulator, "onprem"),
                v1_username = $"user-{id}",
                v1_password = password,
            })).Key;
        }

        var first = await _gateway.SimulateAsync(HttpMethod.Get, $"numbers/{_gateway.PhoneNumberId}");
        var wabaId = first.GetProperty("waba_id").GetString();
        await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{id}", new
        {
            phone_number = number,
            access_token = _gateway.AccessToken,
            waba_id = wabaId,
            app_secret = _gateway.AppSecret,
        });
        return (await _gateway.AddChannelAsync(new
        {
            phone_number = number,
            phone_number_id = id,
            waba_id = wabaId,
            cloud_base_url = new Uri(_gateway.Simulator, "graph").ToString(),
            access_token = _gateway.AccessToken,
            app_secret = _gateway.AppSecret,
            verify_token = _gateway.VerifyToken,
        })).Key;
    }
}
