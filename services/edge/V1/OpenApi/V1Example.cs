namespace Tujenge.Edge.V1.OpenApi;

/// <summary>A body as a client may send it, or as it is answered; a test replays all that are sent.</summary>
/// <param name="Name">Its key in the document: letters, digits and hyphens.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Json">The body.</param>
internal sealed record V1Example(string Name, string Summary, string Json);
