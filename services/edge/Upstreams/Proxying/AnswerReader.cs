using System.Text.Json;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>Says what the gateway wants to know of a v1 server's answer that grants what was asked, before the client gets it.</summary>
/// <param name="ReadAsync">Reads the answer; never throws.</param>
internal sealed record AnswerReader(Func<HttpContext, JsonElement, Task> ReadAsync)
{
    private const int MostBytes = 64 * 1024;

    /// <summary>Reads a body, and leaves it there to be read again. What is no JSON is nothing that we could learn from.</summary>
    /// <exception cref="HttpRequestException">There is no end of it.</exception>
    public async Task LookAsync(HttpContext context, HttpContent answer, CancellationToken cancellationToken)
    {
        await answer.LoadIntoBufferAsync(MostBytes, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(await answer.ReadAsByteArrayAsync(cancellationToken));
            await ReadAsync(context, json.RootElement);
        }
        catch (JsonException)
        {
        }
    }
}
