using System.Globalization;
using System.Net.Mime;

namespace Tujenge.Simulator.Graph.Media;

/// <summary>Uploaded files, the newest ones: an old one is forgotten when there are too many bytes.</summary>
internal sealed class MediaBook
{
    private const long MostBytes = 256L * 1024 * 1024;
    private const long FirstId = 700_000_000_000_001;

    private readonly Lock _gate = new();
    private readonly LinkedList<MediaFile> _files = [];
    private long _next = FirstId;
    private long _bytes;

    /// <param name="phoneNumberId">Whose it is.</param>
    /// <param name="mimeType">As it was uploaded.</param>
    /// <param name="contents">Its bytes.</param>
    /// <param name="id">Its id; the next of Graph's unless given.</param>
    public MediaFile Add(string phoneNumberId, string mimeType, byte[] contents, string? id = null)
    {
        lock (_gate)
        {
            var file = new MediaFile(id ?? (_next++).ToString(CultureInfo.InvariantCulture), phoneNumberId, mimeType, contents);
            _files.AddLast(file);
            _bytes += contents.Length;
            while (_bytes > MostBytes && _files.Count > 1)
            {
                Forget(_files.First!);
            }

            return file;
        }
    }

    public MediaFile? Find(string id)
    {
        lock (_gate)
        {
            return _files.FirstOrDefault(file => file.Id == id);
        }
    }

    public void Remove(MediaFile file)
    {
        lock (_gate)
        {
            if (_files.Find(file) is { } node)
            {
                Forget(node);
            }
        }
    }

    private void Forget(LinkedListNode<MediaFile> node)
    {
        _bytes -= node.Value.Contents.Length;
        _files.Remove(node);
    }
}

/// <summary>An uploaded file.</summary>
/// <param name="Id">Digits, as Graph has them.</param>
/// <param name="PhoneNumberId">Whose it is.</param>
/// <param name="MimeType">As it was uploaded.</param>
/// <param name="Contents">Its bytes.</param>
internal sealed record MediaFile(string Id, string PhoneNumberId, string MimeType, byte[] Contents)
{
    /// <summary>The MIME type where it can be a header: customers' phones call files what they like.</summary>
    public string ContentType => MimeType.All(letter => letter is >= ' ' and <= '~') ? MimeType : MediaTypeNames.Application.Octet;
}
