using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Tujenge.Simulator.Numbers;

namespace Tujenge.Simulator;

/// <summary>How the simulator starts, and what it returns to on reset. Bound from <c>Simulator</c>.</summary>
internal sealed class SimulatorOptions
{
    public const string SectionName = "Simulator";

    /// <summary>Where the control API is: empty, or like <c>/simulator</c>.</summary>
    [RegularExpression("(/[A-Za-z0-9_-]+)*", ErrorMessage = "Simulator:PathPrefix must be empty or look like /simulator.")]
    public string PathPrefix { get; init; } = "/simulator";

    /// <summary>Same seed, same ids and faults. Without one every start draws its own.</summary>
    public long? Seed { get; init; }

    /// <summary>
    /// Whether a number nobody declared has WhatsApp. If not, sending to it answers 131026 until somebody declares the
    /// phone or lets it write.
    /// </summary>
    public bool UnknownNumbersExist { get; init; } = true;

    /// <summary>Callbacks posted at once, over all recipients.</summary>
    [Range(1, 1000)]
    public int CallbackParallelism { get; init; } = 32;

    /// <summary>How many phones, messages, calls and callbacks (of each) are remembered; the oldest go first.</summary>
    [Range(100, 10_000_000)]
    public int Memory { get; init; } = 100_000;

    /// <summary>Business numbers known from the start; more can be added over HTTP.</summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<NumberOptions> Numbers { get; init; } = [];
}

/// <summary>A business number known from the start. Bound from <c>Simulator:Numbers:0</c> and so on.</summary>
internal sealed class NumberOptions : IValidatableObject
{
    /// <summary>Graph's id of the number.</summary>
    [Required]
    public string PhoneNumberId { get; init; } = "";

    /// <summary>The number itself.</summary>
    [Required]
    public string PhoneNumber { get; init; } = "";

    /// <summary>What callers of the Cloud API must present.</summary>
    public string AccessToken { get; init; } = "";

    /// <summary>WhatsApp business account of the number.</summary>
    public string WabaId { get; init; } = "";

    /// <summary>Key of the callback signatures.</summary>
    public string AppSecret { get; init; } = "";

    /// <summary>Where callbacks go; without it there are none. Text, because an address that cannot be bound would drop the number.</summary>
    [Url(ErrorMessage = "Simulator:Numbers: CallbackUrl must be an absolute http or https address.")]
    public string? CallbackUrl { get; init; }

    /// <summary>Who logs in to the number. With it, the number is served by the On-Premises API and needs none of the Cloud API's values.</summary>
    public string? Username { get; init; }

    /// <summary>The password for it.</summary>
    public string Password { get; init; } = "";

    /// <summary>How long a login's token works.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan TokenLife { get; init; } = OnPremisesLogin.UsualTokenLife;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Name, string Value)[] needed = Username is { Length: > 0 }
            ? [(nameof(Password), Password)]
            : [(nameof(AccessToken), AccessToken), (nameof(WabaId), WabaId), (nameof(AppSecret), AppSecret)];
        return needed.Where(setting => setting.Value.Length == 0)
            .Select(setting => new ValidationResult($"Simulator:Numbers: the {setting.Name} field is required.", [setting.Name]));
    }
}

[OptionsValidator]
internal sealed partial class SimulatorOptionsValidator : IValidateOptions<SimulatorOptions>;
