using System.Collections.Concurrent;
using Tujenge.Contracts.Cloud;

namespace Tujenge.Simulator.Graph.Profile;

/// <summary>What customers see of each business number, and photos on their way to it.</summary>
internal sealed class ProfileBook
{
    private readonly ConcurrentDictionary<string, CloudBusinessProfile> _profiles = new();
    private readonly ConcurrentDictionary<string, Upload> _photos = new();

    /// <summary>Uploads that were begun, by their id; then with their bytes, by their handle.</summary>
    public ConcurrentDictionary<string, Upload> Uploads { get; } = new();

    public CloudBusinessProfile Of(string phoneNumberId) => _profiles.GetValueOrDefault(phoneNumberId, new CloudBusinessProfile());

    public Upload? PhotoOf(string phoneNumberId) => _photos.GetValueOrDefault(phoneNumberId);

    /// <summary>Changes what is not null; the photo too, if there is one.</summary>
    public void Change(string phoneNumberId, CloudBusinessProfile change, Upload? photo)
    {
        _profiles.AddOrUpdate(phoneNumberId, change, (_, before) => new CloudBusinessProfile
        {
            About = change.About ?? before.About,
            Address = change.Address ?? before.Address,
            Description = change.Description ?? before.Description,
            Email = change.Email ?? before.Email,
            Vertical = change.Vertical ?? before.Vertical,
            Websites = change.Websites ?? before.Websites,
        });
        if (photo is not null)
        {
            _photos[phoneNumberId] = photo;
        }
    }
}

/// <summary>A file of a resumable upload.</summary>
/// <param name="MimeType">As announced.</param>
/// <param name="Length">As announced, in bytes.</param>
/// <param name="Contents">Null until they came.</param>
internal sealed record Upload(string MimeType, long Length, byte[]? Contents);
