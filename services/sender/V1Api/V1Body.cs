using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;

namespace Tujenge.Sender.V1Api;

/// <summary>A message for a v1 server: the client's, but for the id of what it quotes.</summary>
internal sealed class V1Body
{
    private readonly JsonObject _document;

    private V1Body(JsonObject document) => _document = document;

    public string Json => _document.ToJsonString(V1Json.Wire.Options);

    /// <param name="document">The v1 document, with our id of the quoted message in it.</param>
    /// <param name="contextId">The server's id of it; null when nothing is quoted, or what is quoted never got one.</param>
    public static V1Body Of(string document, string? contextId)
    {
        var body = JsonNode.Parse(document)!.AsObject();
        body.Remove("context");
        if (contextId is not null)
        {
            body["context"] = new JsonObject { ["message_id"] = contextId };
        }

        return new V1Body(body);
    }

    /// <summary>The same to another recipient.</summary>
    public V1Body To(string recipient)
    {
        var body = _document.DeepClone().AsObject();
        body["to"] = recipient;
        return new V1Body(body);
    }
}
