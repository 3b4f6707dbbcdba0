using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Profile;

/// <summary>The business profile at Graph, which has in one edge what v1 has in three (cloud-api-mapping, section 6).</summary>
internal sealed class GraphProfile(Graph graph)
{
    private const string Fields = "about,address,description,email,profile_picture_url,websites,vertical";

    /// <summary>Reads it and shows what of it was asked for.</summary>
    public async Task<IResult> ReadAsync(HttpContext context, Channel channel, Func<CloudBusinessProfile, Task<IResult>> show)
    {
        using var answer = await graph.SendAsync(
            channel, HttpMethod.Get, $"{PathOf(channel)}?fields={Fields}", null, context.RequestAborted);
        if (await GraphRefusal.FindAsync(context, answer, unknown: null, context.RequestAborted) is { } refusal)
        {
            return refusal;
        }

        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var page = await JsonSerializer.DeserializeAsync(body, CloudJson.Wire.CloudBusinessProfilePage, context.RequestAborted);
        if (page?.Data is null)
        {
            return GatewayError.Unavailable; // No profile at all is an empty array: who believed less would write an empty one back.
        }

        return await show(page.Data is [{ } first, ..] ? first.BusinessProfile ?? first : new CloudBusinessProfile());
    }

    /// <summary>Changes what is not null in it.</summary>
    public async Task<IResult> WriteAsync(HttpContext context, Channel channel, CloudBusinessProfile change)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(
            change with { MessagingProduct = "whatsapp" }, CloudJson.Wire.CloudBusinessProfile));
        content.Headers.ContentType = new("application/json");
        using var answer = await graph.SendAsync(channel, HttpMethod.Post, PathOf(channel), content, context.RequestAborted);
        return await GraphRefusal.FindInDeedAsync(context, answer, unknown: null, context.RequestAborted) ?? Done.Answer;
    }

    private static string PathOf(Channel channel) => $"{Uri.EscapeDataString(channel.PhoneNumberId)}/whatsapp_business_profile";
}
