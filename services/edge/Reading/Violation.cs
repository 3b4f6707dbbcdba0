using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>A rule that a request body breaks, in words that fit every dialect.</summary>
/// <param name="Code">What v1 calls it.</param>
/// <param name="Path">The field, such as <c>text.body</c>; empty for the body as a whole.</param>
/// <param name="Details">Field, limit and what was given.</param>
internal sealed record Violation(V1Code Code, string Path, string Details);

/// <summary>Keeps the first violation: what follows from it would only confuse.</summary>
internal sealed class FirstViolation
{
    public Violation? Value { get; private set; }

    public void Add(V1Code code, string path, string details) => Value ??= new Violation(code, path, details);
}
