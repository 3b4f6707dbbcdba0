using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;

namespace Tujenge.Cli.Doctor.Databases;

/// <summary>Which settings are there. What they are worth is seen when they are used.</summary>
internal sealed class DatabaseSettings(IConfiguration configuration)
{
    /// <summary>As it is set in the environment.</summary>
    public const string ConnectionString = $"{DatabaseOptions.SectionName}__{nameof(DatabaseOptions.ConnectionString)}";

    /// <summary>As it is set in the environment.</summary>
    public const string MasterKey = $"{SecretsOptions.SectionName}__{nameof(SecretsOptions.MasterKey)}";

    /// <summary>Whether there is one.</summary>
    public bool HasConnectionString => Has(DatabaseOptions.SectionName, nameof(DatabaseOptions.ConnectionString));

    /// <summary>Whether there is one.</summary>
    public bool HasMasterKey => Has(SecretsOptions.SectionName, nameof(SecretsOptions.MasterKey));

    /// <summary>Whether they are standalone's.</summary>
    public bool IsSqlite => string.Equals(
        configuration[$"{DatabaseOptions.SectionName}:{nameof(DatabaseOptions.Provider)}"], nameof(DatabaseProvider.Sqlite), StringComparison.OrdinalIgnoreCase);

    /// <summary>The first one that is missing for reading channels; null when none is.</summary>
    public string? Missing => !HasConnectionString ? ConnectionString : !HasMasterKey ? MasterKey : null;

    private bool Has(string section, string name) => configuration[$"{section}:{name}"] is { Length: > 0 };
}
