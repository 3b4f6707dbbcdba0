using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Edge;

/// <summary>Writes an enumeration as the API's words.</summary>
internal sealed class SnakeCaseWords<TWord>() : JsonStringEnumConverter<TWord>(JsonNamingPolicy.SnakeCaseLower)
    where TWord : struct, Enum;
