using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Secrets;

/// <summary>The key ring of Data Protection: all replicas share it, and none of its keys is in clear.</summary>
public sealed class SecretsDbContext(DbContextOptions<SecretsDbContext> options)
    : TujengeDbContext(options, Schema), IDataProtectionKeyContext
{
    /// <summary>Schema of the key ring.</summary>
    public const string Schema = "secrets";

    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    private sealed class KeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
    {
        public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.ToTable("keys");
    }
}
