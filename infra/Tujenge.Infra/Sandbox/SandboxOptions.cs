using System.ComponentModel.DataAnnotations;

namespace Tujenge.Infra.Sandbox;

/// <summary>The channels that standalone and the compose stack come with: one on the Cloud API, one on a v1 server. Bound from <c>Sandbox</c>.</summary>
public sealed class SandboxOptions : IValidatableObject
{
    /// <summary>Section in the configuration.</summary>
    public const string SectionName = "Sandbox";

    /// <summary>The simulator's WhatsApp business account.</summary>
    public const string SimulatorWabaId = "200000000000001";

    /// <summary>A Meta app for photos; the simulator takes any.</summary>
    public const string SimulatorAppId = "300000000000001";

    /// <summary>The simulator's id of the number on its On-Premises side.</summary>
    public const string SimulatorV1NumberId = "onprem-1";

    /// <summary>Key of the channel. Well known unless set: standalone listens on loopback only.</summary>
    [Required(ErrorMessage = "Sandbox:ApiKey must not be empty.")]
    [RegularExpression("[!-~]{1,512}", ErrorMessage = "Sandbox:ApiKey must be printable ASCII without blanks.")]
    public string ApiKey { get; init; } = "tjk_sandbox";

    /// <summary>Business phone number.</summary>
    [RegularExpression(@"\+?\d{7,15}", ErrorMessage = "Sandbox:PhoneNumber must be 7 to 15 digits.")]
    public string PhoneNumber { get; init; } = "255754000000";

    /// <summary>The Cloud API's id of the number.</summary>
    [Required(ErrorMessage = "Sandbox:PhoneNumberId must not be empty.")]
    [RegularExpression("[A-Za-z0-9_-]{1,64}", ErrorMessage = "Sandbox:PhoneNumberId must be letters, digits, - or _.")]
    public string PhoneNumberId { get; init; } = "100000000000001";

    /// <summary>Key of the signature on callbacks.</summary>
    [Required(ErrorMessage = "Sandbox:AppSecret must not be empty: unsigned callbacks are never taken.")]
    public string AppSecret { get; init; } = "sandbox-app-secret";

    /// <summary>What WhatsApp shows when it verifies the callback address.</summary>
    [Required(ErrorMessage = "Sandbox:VerifyToken must not be empty.")]
    public string VerifyToken { get; init; } = "sandbox-verify-token";

    /// <summary>Bearer token for the Graph API.</summary>
    [Required(ErrorMessage = "Sandbox:AccessToken must not be empty.")]
    public string AccessToken { get; init; } = "sandbox-access-token";

    /// <summary>Another Graph-like server, root without the version; the built-in simulator when empty.</summary>
    public Uri? CloudBaseUrl { get; init; }

    /// <summary>WhatsApp business account. The simulator's own unless another server is named.</summary>
    public string? WabaId { get; init; }

    /// <summary>Meta app that the profile's photo is uploaded with. One for the simulator unless another server is named.</summary>
    public string? AppId { get; init; }

    /// <summary>Key of the second channel, whose WhatsApp is a v1 server. Empty: there is no such channel.</summary>
    [RegularExpression("[!-~]{0,512}", ErrorMessage = "Sandbox:V1ApiKey must be printable ASCII without blanks.")]
    public string V1ApiKey { get; init; } = "tjk_sandbox_v1";

    /// <summary>Business phone number of the second channel.</summary>
    [RegularExpression(@"\+?\d{7,15}", ErrorMessage = "Sandbox:V1PhoneNumber must be 7 to 15 digits.")]
    public string V1PhoneNumber { get; init; } = "255754000001";

    /// <summary>A v1 server, root without <c>/v1</c>; the built-in simulator when empty.</summary>
    public Uri? V1BaseUrl { get; init; }

    /// <summary>Who logs in to it.</summary>
    [Required(ErrorMessage = "Sandbox:V1Username must not be empty.")]
    [RegularExpression("[!-9;-~]{1,256}", ErrorMessage = "Sandbox:V1Username must be printable ASCII without blanks and colons.")]
    public string V1Username { get; init; } = "sandbox";

    /// <summary>The password for it.</summary>
    [Required(ErrorMessage = "Sandbox:V1Password must not be empty.")]
    public string V1Password { get; init; } = "sandbox-password";

    /// <summary>The end of the address that it calls, <c>/callbacks/v1/{token}</c>.</summary>
    [RegularExpression("[A-Za-z0-9_-]{16,512}", ErrorMessage = "Sandbox:V1CallbackToken must be 16 to 512 letters, digits, - or _.")]
    public string V1CallbackToken { get; init; } = "sandbox-v1-callback-token";

    /// <summary>Prints no welcome text, which shows the key.</summary>
    public bool Quiet { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CloudBaseUrl is not null && (!CloudBaseUrl.IsAbsoluteUri || CloudBaseUrl is not { Scheme: "http" or "https", Query: "" }))
        {
            yield return new(
                "Sandbox:CloudBaseUrl must be an http or https address without the version, such as https://graph.facebook.com.",
                [nameof(CloudBaseUrl)]);
        }

        if (V1BaseUrl is not null && (!V1BaseUrl.IsAbsoluteUri || V1BaseUrl is not { Scheme: "http" or "https", Query: "" }))
        {
            yield return new(
                "Sandbox:V1BaseUrl must be an http or https address without /v1, such as https://wa.example.com.", [nameof(V1BaseUrl)]);
        }

        if (V1ApiKey.Length > 0 && (V1ApiKey == ApiKey || V1PhoneNumber.TrimStart('+') == PhoneNumber.TrimStart('+')))
        {
            yield return new("Sandbox:V1ApiKey and Sandbox:V1PhoneNumber must differ from those of the first channel.", [nameof(V1ApiKey)]);
        }
    }
}
