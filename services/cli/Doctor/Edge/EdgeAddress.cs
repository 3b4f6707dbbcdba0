namespace Tujenge.Cli.Doctor.Edge;

/// <summary>Where edge is, and how to call it.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Token">The operator's token; null without one.</param>
/// <param name="OperatorName">Who asks.</param>
internal sealed record EdgeAddress(Uri Url, string? Token, string OperatorName)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => $"{Url}";
}
