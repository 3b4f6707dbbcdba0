using System.Collections.Concurrent;
using Tujenge.Contracts.Cloud;

namespace Tujenge.Simulator.Graph.Profile;

/// <summary>What customers see of each business number, and photos on their way to it.</summary>
internal sealed class ProfileBook
{
    private readonly ConcurrentDictionary<string, CloudBusinessProfile> _profiles = new();
    private readonly ConcurrentDictionary<string, Upload> _photos = new();

    public UploadBook Uploads { get; } = new();

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
