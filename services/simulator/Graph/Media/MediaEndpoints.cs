using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Tujenge.Contracts.Cloud;
using Tujenge.Simulator.Graph.Sending;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Media;

/// <summary>Upload, address, download and deletion of media, as the Cloud API has them.</summary>
internal static class MediaEndpoints
{
    /// <summary>So long an address is good.</summary>
    private static readonly TimeSpan AddressLife = TimeSpan.FromMinutes(5);

    /// <summary>The largest file of all types.</summary>
    private const long MostBytes = 100L * 1024 * 1024;

    /// <summary><c>POST /{version}/{phone-number-id}/media</c></summary>
    public static async Task<IResult> UploadAsync(string phoneNumberId, HttpRequest request, Sandbox sandbox)
    {
        var world = sandbox.Current;
        if (world.Numbers.Find(phoneNumberId) is not { } number)
        {
            return Unknown();
        }

        if (GraphAnswer.TokenOf(request) != number.AccessToken)
        {
            return GraphAnswer.BadToken();
        }

        if (!request.HasFormContentType)
        {
            return GraphAnswer.Error(100, "The body must be multipart/form-data");
        }

        var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MostBytes + (64 * 1024) });
        if (form["messaging_product"] != "whatsapp" || form.Files["file"] is not { } file)
        {
            return GraphAnswer.Error(100, "(#100) The parameters messaging_product and file are required");
        }

        if (file.Length is 0 or > MostBytes)
        {
            return GraphAnswer.Error(131053, $"The file has {file.Length} bytes");
        }

        var contents = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(contents);
        var type = form["type"].ToString() is { Length: > 0 } given ? given : file.ContentType;
        var media = world.Media.Add(phoneNumberId, type, contents);
        return TypedResults.Json(new CloudMediaId(media.Id), CloudJson.Wire.CloudMediaId);
    }

    /// <summary>Answers for <c>GET /{version}/{media-id}</c>; null when there is no such media.</summary>
    public static IResult? Describe(string id, HttpRequest request, Sandbox sandbox, TimeProvider clock)
    {
        if (sandbox.Current.Media.Find(id) is not { } media)
        {
            return null;
        }

        if (Refuse(media, request, sandbox) is { } refusal)
        {
            return refusal;
        }

        var path = request.Path.Value!;
        var until = (clock.GetUtcNow() + AddressLife).ToUnixTimeSeconds();
        var url = new Uri($"{request.Scheme}://{request.Host}{request.PathBase}{path[..path.LastIndexOf('/')]}/files/{id}?until={until}");
        return TypedResults.Json(
            new CloudMedia(media.Id, url, media.MimeType, Convert.ToBase64String(SHA256.HashData(media.Contents)), media.Contents.Length),
            CloudJson.Wire.CloudMedia);
    }

    /// <summary>The address that <see cref="Describe"/> gave.</summary>
    public static IResult Download(string mediaId, string? until, HttpRequest request, Sandbox sandbox, TimeProvider clock)
    {
        if (sandbox.Current.Media.Find(mediaId) is not { } media)
        {
            return TypedResults.NotFound();
        }

        var isGood = long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && clock.GetUtcNow().ToUnixTimeSeconds() <= end;
        return !isGood ? TypedResults.NotFound()
            : GraphAnswer.TokenOf(request) != OwnerOf(media, sandbox)?.AccessToken ? TypedResults.Unauthorized()
            : TypedResults.Bytes(media.Contents, media.ContentType);
    }

    /// <summary><c>DELETE /{version}/{media-id}</c></summary>
    public static IResult Delete(string id, HttpRequest request, Sandbox sandbox)
    {
        if (sandbox.Current.Media.Find(id) is not { } media)
        {
            return Unknown();
        }

        if (Refuse(media, request, sandbox) is { } refusal)
        {
            return refusal;
        }

        sandbox.Current.Media.Remove(media);
        return TypedResults.Json(new GraphSuccess(true), SimulatorJson.Wire.GraphSuccess);
    }

    private static BusinessNumber? OwnerOf(MediaFile media, Sandbox sandbox) => sandbox.Current.Numbers.Find(media.PhoneNumberId);

    /// <summary>Another number's media does not exist for whoever has its own number's token, or names its own number.</summary>
    private static IResult? Refuse(MediaFile media, HttpRequest request, Sandbox sandbox)
    {
        var token = GraphAnswer.TokenOf(request);
        if (sandbox.Current.Numbers.All.All(number => number.AccessToken != token))
        {
            return GraphAnswer.BadToken();
        }

        var isForeign = token != OwnerOf(media, sandbox)?.AccessToken
            || (request.Query["phone_number_id"].ToString() is { Length: > 0 } asked && asked != media.PhoneNumberId);
        return isForeign
            ? GraphAnswer.Error(
                100,
                $"Unsupported {request.Method.ToLowerInvariant()} request. Object with ID '{media.Id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation")
            : null;
    }

    private static IResult Unknown() =>
        GraphAnswer.Error(100, "Unsupported request: there is no object with this id, or the token may not see it");
}
