using System.ComponentModel.DataAnnotations;

namespace Tujenge.Infra.Upstreams;

/// <summary>How the Cloud API is called, by every service that does. Bound from <c>Cloud</c>.</summary>
public sealed class CloudOptions
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "Cloud";

    /// <summary>Version in the Graph API's paths.</summary>
    [RegularExpression(@"v\d+(\.\d+)?", ErrorMessage = "Cloud:ApiVersion must look like v23.0.")]
    public string ApiVersion { get; init; } = "v23.0";

    /// <summary>How long a WABA's list of templates is believed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TemplatesLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Template names that one WABA may have; one more is refused. 250, and up to 6,000 for verified businesses (limits, section 1).
    /// </summary>
    [Range(1, 100_000)]
    public int MostTemplateNames { get; init; } = 250;
}
