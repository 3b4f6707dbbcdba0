namespace Tujenge.Edge.Admin;

/// <summary>Why something is given up.</summary>
/// <param name="Reason">In an operator's words, 1 to 500 characters.</param>
internal sealed record DiscardRequest(string Reason);
