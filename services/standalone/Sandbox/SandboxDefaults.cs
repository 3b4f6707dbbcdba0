using Tujenge.Infra.Sandbox;

namespace Tujenge.Standalone.Sandbox;

/// <summary>Settings that make one process out of many, beneath everything that a user sets.</summary>
internal static class SandboxDefaults
{
    public const int Port = 8080;
    public const string ReceiverPath = "/simulator/receiver";

    public static void AddSandboxDefaults(this WebApplicationBuilder builder, DataFolder data)
    {
        var sandbox = builder.Configuration.GetSection(SandboxOptions.SectionName).Get<SandboxOptions>() ?? new();
        var self = OwnAddress(builder.Configuration["urls"]);

        var defaults = new Dictionary<string, string?>
        {
            ["Webhooks:AllowHttp"] = "true",
            ["Webhooks:AllowPrivateAddresses"] = "true",
            ["Edge:OperatorToken"] = "sandbox-operator-token",
            ["Sandbox:SelfUrl"] = self,
            ["Simulator:Numbers:0:PhoneNumberId"] = sandbox.PhoneNumberId,
            ["Simulator:Numbers:0:PhoneNumber"] = sandbox.PhoneNumber.TrimStart('+'),
            ["Simulator:Numbers:0:AccessToken"] = sandbox.AccessToken,
            ["Simulator:Numbers:0:AppSecret"] = sandbox.AppSecret,
            ["Simulator:Numbers:0:WabaId"] = sandbox.WabaId ?? SandboxOptions.SimulatorWabaId,
            ["Simulator:Numbers:0:CallbackUrl"] = $"{self}/callbacks/cloud",
            ["Simulator:Numbers:1:PhoneNumberId"] = SandboxOptions.SimulatorV1NumberId,
            ["Simulator:Numbers:1:PhoneNumber"] = sandbox.V1PhoneNumber.TrimStart('+'),
            ["Simulator:Numbers:1:Username"] = sandbox.V1Username,
            ["Simulator:Numbers:1:Password"] = sandbox.V1Password,
            ["Simulator:Numbers:1:CallbackUrl"] = $"{self}/callbacks/v1/{sandbox.V1CallbackToken}",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:Console:FormatterName"] = "simple",
        };

        // First, so that files, environment and command line win.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = defaults,
        });

        // Last, so that nobody's settings for real servers get in here.
        builder.Configuration.AddInMemoryCollection(
        [
            new("Database:Provider", "Sqlite"),
            new("Database:ConnectionString", data.Path),
            new("Secrets:MasterKey", KeptMasterKey.Open(data)),
            new("Messaging:Transport", "InMemory"),
            new("Messaging:Host", "amqp://unused/"),
        ]);
    }

    /// <summary>The address at which this process reaches itself.</summary>
    private static string OwnAddress(string? urls)
    {
        var first = urls?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (first is null)
        {
            return $"http://127.0.0.1:{Port}";
        }

        // Any address means this machine too.
        var address = first.Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "http", Port: > 0 }
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new InvalidOperationException(
                $"Configuration: urls must be an http address with a port, such as http://127.0.0.1:{Port}.");
    }
}
