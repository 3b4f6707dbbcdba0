using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Secrets;

/// <summary>Adds the encryption of secrets.</summary>
public static class SecretsExtensions
{
    /// <summary>Adds the key ring, its database, and its part of <c>/readyz</c>; once, however many services ask.</summary>
    public static WebApplicationBuilder AddSecrets(this WebApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(KeyRing)))
        {
            return builder;
        }

        builder.Services.AddOptions<SecretsOptions>()
            .BindConfiguration(SecretsOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddDatabase<SecretsDbContext>(SecretsDbContext.Schema);
        builder.Services.AddSingleton<MasterKeys>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<KeyRingProbe>();
        builder.Services.AddSingleton(services => new SecretProtector(services.GetRequiredService<KeyRing>()));
        builder.Services.AddHealthChecks().AddCheck<KeyRingProbe>("secrets", tags: ["ready"]);

        return builder;
    }
}
