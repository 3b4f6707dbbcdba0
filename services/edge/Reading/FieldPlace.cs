namespace Tujenge.Edge.Reading;

/// <summary>
/// Where a field is: its name, or its position in an array, under another place. Put into words only when somebody asks, since
/// of the hundred fields of a large message nearly always nobody does.
/// </summary>
internal sealed class FieldPlace(FieldPlace? parent, string name, int position = -1)
{
    /// <summary>The body itself.</summary>
    public static FieldPlace Root { get; } = new(null, "");

    /// <summary>Such as <c>interactive.action.buttons[2].reply</c>.</summary>
    public override string ToString()
    {
        var before = parent?.ToString() ?? "";
        return position >= 0 ? $"{before}[{position}]" : before.Length == 0 ? name : $"{before}.{name}";
    }
}
