using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Gateways;

/// <summary>Everything in one process: SQLite, in-memory bus.</summary>
internal sealed class StandaloneGateway : Gateway
{
    private ServiceProcess _process = null!;

    public override Uri Edge => _process.BaseAddress;

    public override Uri Inbound => _process.BaseAddress;

    public override Uri Simulator => new(_process.BaseAddress, "simulator/");

    protected override async Task StartProductAsync()
    {
        ApiKey = Secret("key");
        var settings = CommonSettings();
        settings["Sandbox__ApiKey"] = ApiKey;
        settings["Sandbox__PhoneNumber"] = PhoneNumber;
        settings["Sandbox__PhoneNumberId"] = PhoneNumberId;
        settings["Sandbox__AppSecret"] = AppSecret;
        settings["Sandbox__VerifyToken"] = VerifyToken;
        settings["Sandbox__AccessToken"] = AccessToken;
        settings["Sandbox__Quiet"] = "true"; // The welcome text shows the key on purpose.
        _process = await ServiceProcess.StartAsync("Tujenge.Standalone", settings);
        await _process.WaitReadyAsync();
    }

    protected override async Task StopProductAsync() => await _process.DisposeAsync();
}
