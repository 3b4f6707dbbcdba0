using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>A rule that a request body breaks, in words that fit every dialect.</summary>
/// <param name="Code">What v1 calls it.</param>
/// <param name="Path">The field, such as <c>text.body</c>; empty for the body as a whole.</param>
/// <param name="Details">Field, limit and what was given.</param>
internal sealed record Violation(V1Code Code, string Path, string Details);

/// <summary>
/// What reading a body came to: the first violation, because what follows from it would only confuse, and the warnings.
/// </summary>
/// <param name="keepsV1">Whether what is read goes to a v1 server, so that nothing is lost that only the Cloud API has no place for.</param>
internal sealed class FirstViolation(bool keepsV1 = false)
{
    /// <summary>They travel in a response's headers, for which many clients have 8 KB in all.</summary>
    private const int MostWarnings = 16;

    private List<string>? _warnings;

    public Violation? Value { get; private set; }

    /// <summary>Sentences of ASCII letters about what is taken otherwise than it was meant; null when there are none.</summary>
    public IReadOnlyList<string>? Warnings => _warnings;

    /// <summary>Notes a warning about what the Cloud API has no place for.</summary>
    public void WarnOnCloud(string sentence)
    {
        if (!keepsV1)
        {
            Warn(sentence);
        }
    }

    public void Add(V1Code code, string path, string details) => Value ??= new Violation(code, path, details);

    /// <summary>Notes a warning; must not repeat what the client gave, which may be private or no ASCII.</summary>
    public void Warn(string sentence)
    {
        _warnings ??= [];
        if (_warnings.Count < MostWarnings)
        {
            _warnings.Add(_warnings.Count == MostWarnings - 1 ? "There are more warnings than are shown" : sentence);
        }
    }
}
