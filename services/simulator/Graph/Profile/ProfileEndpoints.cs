using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Simulator.Graph.Sending;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Profile;

/// <summary><c>/{version}/{phone-number-id}/whatsapp_business_profile</c>.</summary>
internal static class ProfileEndpoints
{
    /// <summary>All that is set, whatever fields are asked for.</summary>
    public static IResult Read(string phoneNumberId, HttpRequest request, Sandbox sandbox)
    {
        var world = sandbox.Current;
        if (Refuse(phoneNumberId, request, world) is { } refusal)
        {
            return refusal;
        }

        var photo = world.Profiles.PhotoOf(phoneNumberId) is null
            ? null
            : new Uri($"{request.Scheme}://{request.Host}{$"{request.PathBase}{request.Path}".Replace("whatsapp_business_profile", "profile_picture", StringComparison.Ordinal)}");
        return TypedResults.Json(
            new CloudBusinessProfilePage([world.Profiles.Of(phoneNumberId) with { MessagingProduct = "whatsapp", ProfilePictureUrl = photo }]),
            CloudJson.Wire.CloudBusinessProfilePage);
    }

    public static async Task<IResult> WriteAsync(string phoneNumberId, HttpRequest request, Sandbox sandbox)
    {
        var world = sandbox.Current;
        if (Refuse(phoneNumberId, request, world) is { } refusal)
        {
            return refusal;
        }

        if (await ReadAsync(request) is not { MessagingProduct: "whatsapp" } change)
        {
            return GraphAnswer.Error(100, "The body must be a JSON object with messaging_product whatsapp");
        }

        if (FindProblem(change) is { } problem)
        {
            return GraphAnswer.Error(100, problem);
        }

        Upload? photo = null;
        if (change.ProfilePictureHandle is { } handle)
        {
            photo = world.Profiles.Uploads.Find(handle);
            if (photo?.Contents is null)
            {
                return GraphAnswer.Error(100, "profile_picture_handle is not the handle of an upload");
            }

            world.Profiles.Uploads.Remove(handle);
        }

        world.Profiles.Change(phoneNumberId, change, photo);
        return TypedResults.Json(new GraphSuccess(true), SimulatorJson.Wire.GraphSuccess);
    }

    /// <summary>The photo, for everybody.</summary>
    public static IResult Photo(string phoneNumberId, Sandbox sandbox) => sandbox.Current.Profiles.PhotoOf(phoneNumberId) switch
    {
        { Contents: { } contents } photo => TypedResults.Bytes(contents, photo.MimeType),
        _ => TypedResults.NotFound(),
    };

    private static string? FindProblem(CloudBusinessProfile change) => change switch
    {
        { About: { } about } when about.EnumerateRunes().Count() is not (> 0 and <= 139) => "about must have 1 to 139 characters",
        { Email: { Length: > 0 } email } when !email.Contains('@', StringComparison.Ordinal) => "email is not an address",
        { Websites: { } websites } when websites.Any(website => !website.StartsWith("http", StringComparison.OrdinalIgnoreCase)) =>
            "websites must begin with http:// or https://",
        _ => null,
    };

    private static IResult? Refuse(string phoneNumberId, HttpRequest request, World world) => world.Numbers.Find(phoneNumberId) switch
    {
        null => GraphAnswer.Error(100, "Unsupported request: there is no such phone number id"),
        var number when GraphAnswer.TokenOf(request) != number.AccessToken => GraphAnswer.BadToken(),
        _ => null,
    };

    private static async Task<CloudBusinessProfile?> ReadAsync(HttpRequest request)
    {
        try
        {
            return (await JsonBody.ReadAsync(request))?.Deserialize(CloudJson.Wire.CloudBusinessProfile);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
