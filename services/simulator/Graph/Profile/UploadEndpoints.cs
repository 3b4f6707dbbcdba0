using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Profile;

/// <summary>Graph's resumable uploads: <c>POST /{version}/{app-id}/uploads</c>, then the bytes to the id that it gave.</summary>
internal static class UploadEndpoints
{
    private const string Prefix = "upload:";
    private const long MostBytes = 5 * 1024 * 1024;

    /// <summary>Begins one. Any id is an app here; any token of a number opens it.</summary>
    public static IResult Start(string file_type, long file_length, HttpRequest request, Sandbox sandbox)
    {
        if (!IsKnown(GraphAnswer.TokenOf(request), sandbox.Current))
        {
            return GraphAnswer.BadToken();
        }

        if (file_length is <= 0 or > MostBytes || file_type is not ("image/jpeg" or "image/png"))
        {
            return GraphAnswer.Error(100, "file_type must be image/jpeg or image/png, file_length at most 5 MB");
        }

        var id = $"{Prefix}{Guid.NewGuid():N}";
        sandbox.Current.Profiles.Uploads.Add(id, new Upload(file_type, file_length, null));
        return TypedResults.Json(new Contracts.Cloud.CloudUploadSession(id), Contracts.Cloud.CloudJson.Wire.CloudUploadSession);
    }

    /// <summary>Takes the bytes, all at once.</summary>
    public static async Task<IResult> ReceiveAsync(string id, HttpRequest request, Sandbox sandbox)
    {
        const string scheme = "OAuth ";
        var world = sandbox.Current;
        var token = request.Headers.Authorization.ToString();
        if (!token.StartsWith(scheme, StringComparison.Ordinal) || !IsKnown(token[scheme.Length..], world))
        {
            return GraphAnswer.BadToken();
        }

        if (world.Profiles.Uploads.Find(id) is not { } upload || request.Headers["file_offset"] != "0")
        {
            return GraphAnswer.Error(100, "There is no such upload, or file_offset is not 0");
        }

        using var contents = new MemoryStream();
        await request.Body.CopyToAsync(contents, request.HttpContext.RequestAborted);
        if (contents.Length != upload.Length)
        {
            return GraphAnswer.Error(100, $"{upload.Length} bytes were announced, {contents.Length} came");
        }

        var handle = $"4::{id[Prefix.Length..]}";
        world.Profiles.Uploads.Remove(id);
        world.Profiles.Uploads.Add(handle, upload with { Contents = contents.ToArray() });
        return TypedResults.Json(new Contracts.Cloud.CloudUploadHandle(handle), Contracts.Cloud.CloudJson.Wire.CloudUploadHandle);
    }

    private static bool IsKnown(string? token, World world) => world.Numbers.All.Any(number => number.AccessToken == token);
}
