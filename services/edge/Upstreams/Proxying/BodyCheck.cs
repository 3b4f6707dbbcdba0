using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>Says what the gateway demands of an endpoint's body before any of it goes to a v1 server; without it, only its size.</summary>
/// <param name="RunAsync">
/// What is wrong with the body; null when nothing is. What it has read it puts back in front of what follows.
/// </param>
internal sealed record BodyCheck(Func<HttpContext, Task<IResult?>> RunAsync)
{
    /// <summary>Demands what an endpoint's own rules do of its JSON, and warns of what they warn of.</summary>
    /// <param name="read">The rules.</param>
    /// <param name="rewrite">The body as the server gets it; null, or without this, as it came.</param>
    public static BodyCheck OfJson(Action<Field> read, Func<Field, byte[]?>? rewrite = null) => new(async context =>
    {
        var given = await RequestBody.ReadAsync(context);
        using var body = JsonBody.Parse(given);
        read(body.Root);
        if (body.Violation is { } violation)
        {
            return V1Dialect.Answer(context, violation);
        }

        var warnings = body.Warnings;
        WarningHeader.AddLater(context.Response, () => warnings);
        RequestBody.PutBack(context.Request, rewrite?.Invoke(body.Root) ?? given);
        return null;
    });
}
