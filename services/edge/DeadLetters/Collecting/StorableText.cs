using System.Text;

namespace Tujenge.Edge.DeadLetters.Collecting;

internal static class StorableText
{
    /// <summary>Replaces what PostgreSQL would refuse: half surrogate pairs and U+0000.</summary>
    public static string ToStorable(this string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
