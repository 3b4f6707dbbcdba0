namespace Tujenge.Edge.V1;

/// <summary>Marks the endpoints whose calls count against the limit for messages.</summary>
internal sealed class CountsAsMessage;
