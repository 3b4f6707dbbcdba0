using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.Json;

/// <summary>
/// A JSON document within a message. It travels as what it is, and not as a text, in which each of its quotes would have to be
/// escaped by who sends it and found again by who takes it.
/// </summary>
/// <param name="Utf8">The document; valid JSON, which nobody checks again.</param>
[JsonConverter(typeof(EmbeddedJsonConverter))]
public sealed record EmbeddedJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>A document that is there as text.</summary>
    public static EmbeddedJson Of(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <summary>The same bytes are the same document.</summary>
    public bool Equals(EmbeddedJson? other) => other is not null && Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The document as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}

/// <summary>Writes the document as it stands. Reads it also from a text, as services of earlier releases wrote it.</summary>
public sealed class EmbeddedJsonConverter : JsonConverter<EmbeddedJson>
{
    /// <inheritdoc/>
    public override EmbeddedJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return EmbeddedJson.Of(reader.GetString()!);
        }

        var element = JsonElement.ParseValue(ref reader);
        return new EmbeddedJson(JsonMarshal.GetRawUtf8Value(element).ToArray());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EmbeddedJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
