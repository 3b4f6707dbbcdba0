using Microsoft.Extensions.Primitives;

namespace Tujenge.Edge.V1;

/// <summary>
/// Shows developers what was taken otherwise than they may have meant it: a message is not refused for it, and the bodies
/// of v1 have no place for it. One line for each warning; the message log keeps them too.
/// </summary>
internal static class WarningHeader
{
    public const string Name = "Tujenge-Warning";

    /// <summary>
    /// Warns on the success that is still to come, be it a v1 server's, and on nothing else: what there is to say is known when
    /// the answer begins.
    /// </summary>
    public static void AddLater(HttpResponse response, Func<IReadOnlyList<string>?> findWarnings) => response.OnStarting(() =>
    {
        if (response.StatusCode < StatusCodes.Status300MultipleChoices && findWarnings() is { } warnings)
        {
            response.Headers[Name] = StringValues.Concat(new StringValues([.. warnings]), response.Headers[Name]); // Who came first is called last.
        }

        return Task.CompletedTask;
    });
}
