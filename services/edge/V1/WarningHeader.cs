using Microsoft.Extensions.Primitives;

namespace Tujenge.Edge.V1;

/// <summary>
/// Shows developers what was taken otherwise than they may have meant it: a message is not refused for it, and the bodies
/// of v1 have no place for it. One line for each warning; the message log keeps them too.
/// </summary>
internal static class WarningHeader
{
    public const string Name = "Tujenge-Warning";

    public static void Add(HttpResponse response, IReadOnlyList<string>? warnings)
    {
        if (warnings is not null)
        {
            response.Headers[Name] = new StringValues([.. warnings]);
        }
    }
}
