using Refit;

namespace Tujenge.Cli.Doctor.Upstream;

/// <summary>Phone numbers in the Graph API.</summary>
internal interface IGraphNumbersApi
{
    /// <summary>What WhatsApp knows of a number. Asks only, sends nothing.</summary>
    [Get("/{version}/{phoneNumberId}?fields=display_phone_number,verified_name,quality_rating")]
    Task<IApiResponse<string>> GetAsync(string version, string phoneNumberId, [Authorize] string accessToken, CancellationToken cancellationToken);
}
