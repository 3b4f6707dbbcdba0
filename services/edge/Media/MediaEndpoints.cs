using System.Text.RegularExpressions;
using Tujenge.Edge.Media.Downloading;
using Tujenge.Edge.Media.Uploading;

namespace Tujenge.Edge.Media;

/// <summary><c>/v1/media</c>.</summary>
internal static partial class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder v1)
    {
        v1.MapUploadMedia();
        v1.MapDownloadMedia();
        v1.MapDeleteMedia();
    }

    /// <summary>What is said of an id that WhatsApp does not know, or that is another channel's: both look the same from outside.</summary>
    public static string Unknown => "There is no media with this id";

    /// <summary>The address of media below a Graph version; null for what can be no id. The number says whose it must be.</summary>
    public static string? PathOf(string mediaId, string phoneNumberId) =>
        IsId(mediaId) ? $"{mediaId}?phone_number_id={Uri.EscapeDataString(phoneNumberId)}" : null;

    /// <summary>Whether a text can be an id of WhatsApp's.</summary>
    public static bool IsId(string mediaId) => IdPattern.IsMatch(mediaId);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,128}\z")]
    private static partial Regex IdPattern { get; }
}
