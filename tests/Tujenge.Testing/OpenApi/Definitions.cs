namespace Tujenge.Testing.OpenApi;

/// <summary>The document's schemas, for JSON Schema.</summary>
/// <param name="All">As they are.</param>
/// <param name="Own">As the gateway keeps them in its own answers, which have more than those of some v1 servers.</param>
public sealed record Definitions(string All, string Own);
