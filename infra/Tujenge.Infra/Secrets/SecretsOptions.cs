using System.ComponentModel.DataAnnotations;

namespace Tujenge.Infra.Secrets;

/// <summary>What the key ring is encrypted with. Bound from <c>Secrets</c>.</summary>
public sealed class SecretsOptions : IValidatableObject
{
    /// <summary>Section in the configuration.</summary>
    public const string SectionName = "Secrets";

    private const string HowToMakeOne = "Make one with: openssl rand -base64 32";

    /// <summary>32 random bytes in Base64, the same in every service.</summary>
    [Required(ErrorMessage = $"Secrets:MasterKey is missing. {HowToMakeOne}")]
    public string MasterKey { get; init; } = "";

    /// <summary>Earlier values of <see cref="MasterKey"/>, until <c>migrate rotate-secrets</c> has run; empty ones do not count.</summary>
    public string[] FormerMasterKeys { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The values are not repeated: a typing error away from one is still a secret.
        if (!IsKey(MasterKey))
        {
            yield return new($"Secrets:MasterKey must be 32 bytes in Base64. {HowToMakeOne}", [nameof(MasterKey)]);
        }

        for (var number = 0; number < FormerMasterKeys.Length; number++)
        {
            if (FormerMasterKeys[number].Length > 0 && !IsKey(FormerMasterKeys[number]))
            {
                yield return new($"Secrets:FormerMasterKeys:{number} must be 32 bytes in Base64.", [nameof(FormerMasterKeys)]);
            }
        }
    }

    private static bool IsKey(string text) =>
        Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length == MasterKeys.KeyBytes;
}
