using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.V1;

/// <summary>Reads and writes the kinds that v1 knows field by field, and hands on newer ones as they are.</summary>
public sealed class V1InteractiveConverter : JsonConverter<V1Interactive>
{
    /// <summary>Whether v1 knows a kind.</summary>
    /// <param name="kind">The <c>type</c> of an interactive message.</param>
    public static bool Knows(string? kind) => kind is "button" or "list" or "product" or "product_list";

    /// <inheritdoc/>
    public override V1Interactive? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        var kind = element.GetProperty("type").GetString()!;
        return Knows(kind)
            ? element.Deserialize(V1Json.Wire.V1Interactive)
            : new V1Interactive { Type = kind, Newer = element };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, V1Interactive value, JsonSerializerOptions options)
    {
        if (value.Newer is { } newer)
        {
            newer.WriteTo(writer);
        }
        else
        {
            JsonSerializer.Serialize(writer, value, V1Json.Wire.V1Interactive);
        }
    }
}
