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
    public static async Task<string> SendAsync(RunningEdge edge, string head, string body = "", bool hangUp = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(edge.Http.BaseAddress!.Host, edge.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        var text = $"{head.ReplaceLineEndings("\r\n")}\r\nHost: edge\r\nConnection: close\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
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
}
