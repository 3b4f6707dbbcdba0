using Tujenge.Testing;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Gateways;

/// <summary>Everything in one process: SQLite, in-memory bus.</summary>
/// <param name="settings">What this one has otherwise than the others.</param>
internal sealed class StandaloneGateway(params (string Name, string Value)[] settings) : Gateway
{
    // A killed process cannot remove its own folder.
    private readonly TemporaryFolder _data = new();
    private ServiceProcess _process = null!;

    /// <summary>The master key of its secrets.</summary>
    public string MasterKeyFile => Path.Combine(_data.Path, "master-key");

    public override Uri Edge => _process.BaseAddress;

    public override Uri Inbound => _process.BaseAddress;

    public override Uri Simulator => new(_process.BaseAddress, "simulator/");

    /// <summary>Kills the process and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        _process.Kill();
        _process = await _process.StartAgainAsync();
        await _process.WaitReadyAsync();
    }

    protected override async Task StartProductAsync()
    {
        ApiKey = Secret("key");
        var environment = CommonSettings();
        environment["Sandbox__Data"] = _data.Path;
        environment["Sandbox__ApiKey"] = ApiKey;
        environment["Sandbox__PhoneNumber"] = PhoneNumber;
        environment["Sandbox__PhoneNumberId"] = PhoneNumberId;
        environment["Sandbox__AppSecret"] = AppSecret;
        environment["Sandbox__VerifyToken"] = VerifyToken;
        environment["Sandbox__AccessToken"] = AccessToken;
        V1ApiKey = Secret("key");
        V1CallbackToken = Secret("callback");
        environment["Sandbox__V1ApiKey"] = V1ApiKey;
        environment["Sandbox__V1PhoneNumber"] = V1PhoneNumber;
        environment["Sandbox__V1Password"] = V1Password;
        environment["Sandbox__V1CallbackToken"] = V1CallbackToken;
        environment["Sandbox__Quiet"] = "true"; // The welcome text shows the key on purpose.
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        _process = await ServiceProcess.StartAsync("Tujenge.Standalone", environment);
        await _process.WaitReadyAsync();
        PrivateValues.Add(await File.ReadAllTextAsync(MasterKeyFile), "master key");
    }

    protected override async Task StopProductAsync()
    {
        await _process.DisposeAsync();
        _data.Dispose();
    }
}
