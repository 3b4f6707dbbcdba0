namespace Tujenge.Contracts.Callbacks;

/// <summary>Why nobody gets a callback, or a part of it.</summary>
public enum CallbackProblem
{
    /// <summary>No channel has the number that it is about. It is delivered when one gets it.</summary>
    UnknownNumber = 0,

    /// <summary>Its body is no JSON.</summary>
    NotJson = 1,

    /// <summary>Its body is JSON, but no object.</summary>
    NotAnObject = 2,

    /// <summary>A part of it cannot be read, such as a message without an id; the others were delivered.</summary>
    UnreadablePart = 3,
}
