using System.Diagnostics;

namespace Tujenge.Benchmarks.Floor;

/// <summary><see cref="FloorServer"/> in a process of its own, as edge is.</summary>
internal sealed class FloorProcess : IDisposable
{
    private readonly Process _process;

    private FloorProcess(Process process) => _process = process;

    public static async Task<FloorProcess> StartAsync(Uri url, Uri broker)
    {
        var command = new ProcessStartInfo(Environment.ProcessPath!, [typeof(FloorProcess).Assembly.Location, "floor", $"{url}"]);
        command.Environment["FLOOR_BROKER"] = broker.ToString(); // Not an argument: it holds the password.
        var floor = new FloorProcess(Process.Start(command)!);
        using var http = new HttpClient();
        await Testing.Eventually.HoldsAsync(
            async () => (await http.GetAsync(new Uri(url, "readyz"))).IsSuccessStatusCode,
            "the floor to listen");
        return floor;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
