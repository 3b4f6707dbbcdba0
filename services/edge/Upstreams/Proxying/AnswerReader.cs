using System.Text.Json;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>Says what the gateway wants to know of a v1 server's answer that grants what was asked, before the client gets it.</summary>
/// <param name="ReadAsync">Reads the answer, which is undefined where it is no JSON; never throws.</param>
internal sealed record AnswerReader(Func<HttpContext, JsonElement, Task> ReadAsync)
{
    private const int MostBytes = 64 * 1024;

    /// <summary>Reads a body, and leaves it there to be read again.</summary>
    /// <exception cref="HttpRequestException">There is no end of it.</exception>
    public async Task LookAsync(HttpContext context, HttpContent answer, CancellationToken cancellationToken)
    {
        using var json = await ParseAsync(answer, cancellationToken);
        await ReadAsync(context, json?.RootElement ?? default);
    }

    /// <summary>The body, which can then be read again; null where it is no JSON.</summary>
    /// <exception cref="HttpRequestException">There is no end of it.</exception>
    public static async Task<JsonDocument?> ParseAsync(HttpContent answer, CancellationToken cancellationToken)
    {
        await answer.LoadIntoBufferAsync(MostBytes, cancellationToken);
        try
        {
            return JsonDocument.Parse(await answer.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
