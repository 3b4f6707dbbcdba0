using System.Text.Json;

namespace Tujenge.Testing.Receiver;

/// <summary>One request that reached a <see cref="WebhookReceiver"/>.</summary>
public sealed class ReceivedCall
{
    private readonly Lazy<JsonDocument> _json;

    internal ReceivedCall(
        DateTimeOffset at,
        string method,
        string path,
        IReadOnlyDictionary<string, string> headers,
        string body)
    {
        At = at;
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
        _json = new(() => JsonDocument.Parse(Body));
    }

    /// <summary>When its body had arrived.</summary>
    public DateTimeOffset At { get; }

    /// <summary>HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path and query, as sent.</summary>
    public string Path { get; }

    /// <summary>Headers by name, in any case; several values are joined with commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, byte for byte as UTF-8 text: signatures are computed over it.</summary>
    public string Body { get; }

    /// <summary>The body, parsed at the first look; throws when it is no JSON.</summary>
    public JsonElement Json => _json.Value.RootElement;

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path} {Body}";
}
