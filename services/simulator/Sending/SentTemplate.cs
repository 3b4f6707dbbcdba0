using Tujenge.Simulator.Graph.Templates;

namespace Tujenge.Simulator.Sending;

/// <summary>What the simulator looks at in a template message.</summary>
internal sealed record SentTemplate(string Name, string Language, int BodyParameters)
{
    /// <summary>Why WhatsApp would refuse it, by the Cloud API's code.</summary>
    public int? FindProblem(TemplateBook templates) => templates.Find(Name, Language) switch
    {
        null => 132001,
        { Status: "PAUSED" } => 132015,
        { Status: "DISABLED" } => 132016,
        { Status: not "APPROVED" } => 132001,
        { } known when TemplateBook.PlaceholdersIn(known.Body) != BodyParameters => 132000,
        _ => null,
    };
}
