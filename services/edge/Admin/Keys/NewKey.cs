using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary>A key and its text, which is not stored.</summary>
internal static class NewKey
{
    public static (ApiKey Key, string Text) At(DateTimeOffset now, Guid channelId)
    {
        var text = ApiKeyText.New();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            ChannelId = channelId,
            Hash = ApiKeyText.HashOf(text),
            Start = ApiKeyText.StartOf(text),
            CreatedAt = now,
        };

        return (key, text);
    }
}
