using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Secrets.Rotating;

/// <summary>Adds the rotation of secrets, to what sets the database up.</summary>
public static class SecretRotationExtensions
{
    /// <summary>Adds <see cref="SecretRotation"/> with the databases that it works on.</summary>
    public static WebApplicationBuilder AddSecretRotation(this WebApplicationBuilder builder)
    {
        builder.AddSecrets();
        builder.AddDatabase<DirectoryDbContext>(DirectoryDbContext.Schema);
        builder.Services.AddSingleton<StoredSecrets>();
        builder.Services.AddSingleton(services => new SecretRotation(
            services.GetRequiredService<KeyRing>(),
            services.GetRequiredService<MasterKeys>(),
            services.GetRequiredService<StoredSecrets>(),
            services.GetRequiredService<IDbContextFactory<SecretsDbContext>>()));
        return builder;
    }
}
