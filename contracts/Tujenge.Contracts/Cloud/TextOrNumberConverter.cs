using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.Cloud;

/// <summary>Reads text that some senders write as a bare number (timestamps, ids, phone numbers); writes text.</summary>
public sealed class TextOrNumberConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            using var number = JsonDocument.ParseValue(ref reader);
            return number.RootElement.GetRawText();
        }

        return reader.GetString();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
