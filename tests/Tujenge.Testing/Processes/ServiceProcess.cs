using System.Diagnostics;

namespace Tujenge.Testing.Processes;

/// <summary>A built service as a process of its own, as it runs in production; it never outlives the test run.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    // Longer than the services' own limit for finishing work at shutdown (45 s).
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly string _project;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly Process _process;
    private readonly CapturedOutput _output;

    private ServiceProcess(
        string project,
        IReadOnlyDictionary<string, string?> environment,
        int port,
        Process process,
        CapturedOutput output)
    {
        _project = project;
        _environment = environment;
        _process = process;
        _output = output;
        Port = port;
        BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = BaseAddress };
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Where it listens, as an address.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A client for <see cref="BaseAddress"/>; disposed with the process.</summary>
    public HttpClient Client { get; }

    /// <summary>Everything it has printed so far.</summary>
    public string Log => _output.Text;

    /// <summary>How long <see cref="Log"/> is.</summary>
    public int LogLength => _output.Length;

    /// <summary>Id of the operating system's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a service; <see cref="WaitReadyAsync"/> tells when it works.</summary>
    /// <param name="project">Name of the project and of its assembly: <c>Tujenge.Edge</c>.</param>
    /// <param name="environment">Settings, such as <c>Database__ConnectionString</c>; null removes an inherited one.</param>
    /// <param name="port">Where to listen; a free port unless given.</param>
    public static async Task<ServiceProcess> StartAsync(
        string project,
        IReadOnlyDictionary<string, string?>? environment = null,
        int? port = null)
    {
        var chosen = port ?? FreePort.Next();
        var output = new CapturedOutput(ServiceLogs.NewFile(project));
        environment ??= new Dictionary<string, string?>();
        var process = await TiedProcess.StartAsync(
            Command(project, environment, ["--urls", $"http://127.0.0.1:{chosen}"]),
            output);
        return new ServiceProcess(project, environment, chosen, process, output);
    }

    /// <summary>Runs a service that ends by itself, such as <c>Tujenge.Migrate</c>.</summary>
    public static async Task<EndedProcess> RunToEndAsync(
        string project,
        IReadOnlyDictionary<string, string?>? environment = null,
        IEnumerable<string>? arguments = null,
        TimeSpan? limit = null)
    {
        var output = new CapturedOutput(ServiceLogs.NewFile(project));
        using var process = await TiedProcess.StartAsync(
            Command(project, environment ?? new Dictionary<string, string?>(), arguments ?? []),
            output);
        if (!await process.EndsWithinAsync(limit ?? StopLimit))
        {
            process.Kill();
            throw new TimeoutException($"{project} did not end. It printed:\n{output.Text}");
        }

        return new EndedProcess(process.ExitCode, output.Text);
    }

    /// <summary>Starts the same service with the same settings on the same port, after this one has ended.</summary>
    public Task<ServiceProcess> StartAgainAsync() => HasExited
        ? StartAsync(_project, _environment, Port)
        : throw new InvalidOperationException($"{_project} still runs.");

    /// <summary>What it has printed after the first <paramref name="length"/> characters.</summary>
    public string LogAfter(int length) => _output.TextAfter(length);

    /// <summary>Waits until <c>/readyz</c> says 200.</summary>
    /// <exception cref="TimeoutException">It did not, or the process ended; the message holds what it printed.</exception>
    public async Task WaitReadyAsync(TimeSpan? limit = null)
    {
        try
        {
            var answer = await Eventually.GetAsync(
                async () => HasExited ? $"exit code {_process.ExitCode}" : await ReadinessAsync(),
                state => state == "OK" || HasExited,
                $"{_project} to be ready",
                limit);
            if (answer == "OK")
            {
                return;
            }
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{_project} printed:\n{Log}", late);
        }

        await _process.WaitForExitAsync();
        throw new TimeoutException($"{_project} ended with exit code {_process.ExitCode} and printed:\n{Log}");
    }

    /// <summary>Asks it to stop, as an orchestrator would, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(TimeSpan? limit = null)
    {
        _process.Send(Signal.Terminate);
        return await _process.EndsWithinAsync(limit ?? StopLimit)
            ? _process.ExitCode
            : throw new TimeoutException($"{_project} ignored SIGTERM. It printed:\n{Log}");
    }

    /// <summary>Ends it as a power cut would, and returns when it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        Client.Dispose();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ProcessStartInfo Command(
        string project,
        IReadOnlyDictionary<string, string?> environment,
        IEnumerable<string> arguments)
    {
        var assembly = Repository.AssemblyOf(project);
        var command = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [assembly, .. arguments])
        {
            // Settings files lie beside the assembly.
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };

        // A process of a test does not live long enough to profit from a profile of itself.
        command.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            command.Environment[name] = value;
        }

        return command;
    }

    private async Task<string> ReadinessAsync()
    {
        using var answer = await Client.GetAsync(new Uri("readyz", UriKind.Relative));
        return answer.IsSuccessStatusCode
            ? "OK"
            : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
