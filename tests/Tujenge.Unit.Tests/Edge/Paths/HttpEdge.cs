using System.Globalization;

namespace Tujenge.Unit.Tests.Edge.Paths;

/// <summary>A running edge for properties, which cannot wait.</summary>
internal sealed class HttpEdge : IDisposable
{
    private readonly RunningEdge _edge = Task.Run(() => RunningEdge.StartAsync()).GetAwaiter().GetResult();

    public int StatusOf(string target)
    {
        var answer = Task.Run(() => RawRequest.SendAsync(_edge, $"GET {target} HTTP/1.1")).GetAwaiter().GetResult();
        return int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    public void Dispose() => Task.Run(async () => await _edge.DisposeAsync()).GetAwaiter().GetResult();
}
