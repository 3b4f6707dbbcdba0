using System.Text.Json.Nodes;

namespace Tujenge.Simulator.OnPremises.Settings;

/// <summary>What customers see of a business.</summary>
internal sealed class Profile
{
    public JsonObject Business { get; } = [];

    public string About { get; set; } = "";

    public Picture? Photo { get; set; }
}
