namespace Tujenge.Simulator.Graph.Profile;

/// <summary>Photos on their way to a profile, the newest ones: those that never get there are forgotten.</summary>
internal sealed class UploadBook
{
    private const int Most = 50; // Each has 5 MB at the most.

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, Upload> _uploads = [];

    /// <param name="key">Its id; with its bytes, its handle.</param>
    /// <param name="upload">The upload.</param>
    public void Add(string key, Upload upload)
    {
        lock (_gate)
        {
            _uploads[key] = upload;
            if (_uploads.Count > Most)
            {
                _uploads.RemoveAt(0);
            }
        }
    }

    public Upload? Find(string key)
    {
        lock (_gate)
        {
            return _uploads.GetValueOrDefault(key);
        }
    }

    public void Remove(string key)
    {
        lock (_gate)
        {
            _uploads.Remove(key);
        }
    }
}

/// <summary>A file of a resumable upload.</summary>
/// <param name="MimeType">As announced.</param>
/// <param name="Length">As announced, in bytes.</param>
/// <param name="Contents">Null until they came.</param>
internal sealed record Upload(string MimeType, long Length, byte[]? Contents);
