using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Tujenge.Simulator.Callbacks;

/// <summary>Posts one callback, signed as Meta signs: HMAC-SHA256 over the raw bytes, with the app's secret. On-Premises there is no signature.</summary>
internal sealed class CallbackPost(IHttpClientFactory clients, IOptions<SimulatorOptions> options) : IDisposable
{
    public const string ClientName = "simulator-callbacks";

    private readonly SemaphoreSlim _hands = new(options.Value.CallbackParallelism);

    /// <summary>The status of the answer; 0 when there was none.</summary>
    public async Task<int> SendAsync(Callback callback)
    {
        await _hands.WaitAsync();
        try
        {
            using var content = new ByteArrayContent(callback.Body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (callback.Number.Login is null)
            {
                var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(callback.Number.AppSecret), callback.Body);
                content.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(signature)}");
            }

            using var client = clients.CreateClient(ClientName);
            using var answer = await client.PostAsync(callback.Number.CallbackUrl, content);
            return (int)answer.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
        finally
        {
            _hands.Release();
        }
    }

    public void Dispose() => _hands.Dispose();
}
