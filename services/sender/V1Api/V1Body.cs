using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;

namespace Tujenge.Sender.V1Api;

/// <summary>A message for a v1 server: the client's, as edge normalised it, but for the id of what it quotes.</summary>
internal sealed class V1Body
{
    private readonly JsonObject _document;

    private V1Body(JsonObject document) => _document = document;

    public string Json => _document.ToJsonString(V1Json.Wire.Options);

    /// <param name="document">The v1 document, with our id of the message in it that it quotes or reacts to.</param>
    /// <param name="targetId">The server's id of that; null when there is none, or it never got one.</param>
    public static V1Body Of(string document, string? targetId)
    {
        var body = JsonNode.Parse(document)!.AsObject();
        body.Remove("context");
        if (targetId is not null)
        {
            if (body["reaction"] is JsonObject reaction)
            {
                reaction["message_id"] = targetId;
            }
            else
            {
                body["context"] = new JsonObject { ["message_id"] = targetId };
            }
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
