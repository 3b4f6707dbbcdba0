using System.Text.Json.Nodes;

namespace Tujenge.Inbound.Translating;

/// <summary>Members that nobody here knows: clients that know them shall have them.</summary>
internal static class Extras
{
    /// <summary>
    /// Adds the members of another object, but for those that were translated, those that are there, and those that are null:
    /// nobody misses them, and a client that knows the member expects something in it.
    /// </summary>
    public static JsonObject WithTheRestOf(this JsonObject target, JsonObject source, params ReadOnlySpan<string> translated)
    {
        foreach (var (name, value) in source)
        {
            if (value is not null && !translated.Contains(name) && !target.ContainsKey(name))
            {
                target[name] = value.DeepClone();
            }
        }

        return target;
    }
}
