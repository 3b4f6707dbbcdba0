using System.Net.Sockets;
using System.Text;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Requests as bytes, for what a well-behaved client would never send.</summary>
internal static class RawRequest
{
    /// <summary>Sends the head (lines of text) and the body, then reads the whole answer.</summary>
    /// <param name="edge">Whom to ask.</param>
    /// <param name="head">Request line and headers, without Host and Connection.</param>
    /// <param name="body">What follows the head.</param>
    /// <param name="hangUp">Whether to end our side before the answer, as a client does whose process ends.</param>
    /// <param name="encoding">How it becomes bytes; by default in UTF-8.</param>
    public static async Task<string> SendAsync(RunningEdge edge, string head, string body = "", bool hangUp = false, Encoding? encoding = null)
    {
        using var client = await ConnectAsync(edge);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encode(head, body, encoding));
        if (hangUp)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (IOException) when (hangUp)
        {
            return ""; // Nobody is left to answer.
        }
    }

    /// <summary>Sends the beginning of a request and resets the connection once edge is reading the rest.</summary>
    public static async Task ResetAsync(RunningEdge edge, string head, string body)
    {
        using var client = await ConnectAsync(edge);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encode($"{head}\nExpect: 100-continue", ""));

        // Edge asks for the body when it begins to read it.
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    private static async Task<TcpClient> ConnectAsync(RunningEdge edge)
    {
        var client = new TcpClient();
        await client.ConnectAsync(edge.Http.BaseAddress!.Host, edge.Http.BaseAddress.Port);
        return client;
    }

    private static byte[] Encode(string head, string body, Encoding? encoding = null) =>
        (encoding ?? Encoding.UTF8).GetBytes($"{head.ReplaceLineEndings("\r\n")}\r\nHost: edge\r\nConnection: close\r\n\r\n{body}");
}
