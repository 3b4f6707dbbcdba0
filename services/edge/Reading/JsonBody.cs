using System.Text.Json;
using System.Text.Unicode;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>
/// A request body as JSON, read once and strictly. Whatever is wrong with it is noted as a violation, after which every
/// field reads as absent; so rules need no case of their own for a body that is none.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    /// <summary>Half of what readers behind us allow, since normalising may add a level.</summary>
    private const int MaxDepth = 32;

    private readonly FirstViolation _found;
    private readonly JsonDocument? _document;

    private JsonBody(ReadOnlyMemory<byte> utf8, bool keepsV1)
    {
        _found = new FirstViolation(keepsV1);
        try
        {
            if (utf8.IsEmpty)
            {
                Refuse("The body is empty; a JSON object is expected");
            }
            else if (!Utf8.IsValid(utf8.Span))
            {
                Refuse("The body is not valid UTF-8");
            }
            else if (HasUnusableText(utf8.Span))
            {
                Refuse("The body has text with half a surrogate pair or with U+0000");
            }
            else
            {
                _document = JsonDocument.Parse(utf8, new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
                if (_document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    Refuse($"The body must be a JSON object, got {Field.NameOf(_document.RootElement.ValueKind)}");
                }
            }
        }
        catch (JsonException problem)
        {
            Refuse($"The body is not valid JSON: {InOurWords(problem.Message)}");
        }
    }

    /// <summary>The object itself.</summary>
    public Field Root => new(FieldPlace.Root, _document?.RootElement ?? default, _found);

    /// <summary>The first rule that was broken so far.</summary>
    public Violation? Violation => _found.Value;

    /// <summary>What was noted so far that breaks no rule; null when there is nothing.</summary>
    public IReadOnlyList<string>? Warnings => _found.Warnings;

    /// <summary>Reads the body; the bytes must stay as they are until the result is disposed.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="keepsV1">Whether it goes to a v1 server.</param>
    public static JsonBody Parse(ReadOnlyMemory<byte> utf8, bool keepsV1 = false) =>
        new(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, keepsV1);

    public void Dispose() => _document?.Dispose();

    /// <summary>Text that .NET cannot represent, or that PostgreSQL cannot store, has to be written as an escape.</summary>
    private static bool HasUnusableText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf(@"\u"u8) < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped && reader.GetString()!.Contains('\0'))
                {
                    return true;
                }
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true; // The reader's word for half a surrogate pair.
        }
    }

    /// <summary>The reader's words without those for who has written the program that reads.</summary>
    private static string InOurWords(string problem) => problem
        .Replace(" Change the reader options.", "", StringComparison.Ordinal)
        .Replace(" encountered during deserialization", " is there twice", StringComparison.Ordinal);

    private void Refuse(string details) => _found.Add(V1Code.InvalidRequest, "", details);
}
