using Tujenge.Infra.Sandbox;
using Tujenge.Infra.Secrets.Rotating;

namespace Tujenge.Standalone.Sandbox;

internal static class SandboxExtensions
{
    /// <summary>Adds the sandbox channels, and the lines that tell a user what to type.</summary>
    public static void AddSandbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SandboxOptions>()
            .BindConfiguration(SandboxOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddSecretRotation();
        builder.Services.AddHostedService<SandboxSetup>();
        builder.Services.AddHostedService<WelcomeText>();
    }
}
