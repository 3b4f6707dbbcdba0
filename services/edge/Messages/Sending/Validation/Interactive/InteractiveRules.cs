using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Interactive;

/// <summary>Rules for <c>interactive</c> (whatsapp-v1-api, section 4), and the way to the rules of each kind.</summary>
internal static class InteractiveRules
{
    private const int LongestKind = 64;
    private const int LongestBody = 1024; // Newer pages of the Cloud API give lists 4096; v1 never did.
    private const int LongestFooter = 60;

    public static V1Message Read(Field message, V1Message envelope)
    {
        var interactive = message["interactive"].Required().Object();
        var kind = interactive["type"].Required().Text(LongestKind) ?? "";
        var action = interactive["action"].Decoded();
        Func<Field, V1InteractiveAction>? rules = kind switch
        {
            "button" => ButtonRules.Read,
            "list" => ListRules.Read,
            "product" => ProductRules.ReadOne,
            "product_list" => ProductRules.ReadList,
            _ => null,
        };

        if (rules is null)
        {
            CheckNewer(interactive, action, kind);
            return envelope with { Interactive = new V1Interactive { Type = kind, Newer = AsItCame(interactive, action) } };
        }

        interactive.WarnOfOthers("type", "header", "body", "footer", "action");
        return envelope with
        {
            Interactive = new V1Interactive
            {
                Type = kind,
                Header = HeaderRules.Read(interactive["header"], kind),
                Body = Body(interactive["body"], isRequired: kind != "product"),
                Footer = Footer(interactive["footer"]),
                Action = rules(action.Required().Object()),
            },
        };
    }

    /// <summary>What holds for all kinds, also those to come; and a kind of v1 in other letters is none to come.</summary>
    private static void CheckNewer(Field interactive, Field action, string kind)
    {
        if (V1InteractiveConverter.Knows(kind.ToLowerInvariant()))
        {
            interactive["type"].Refuse(V1Code.ValueInvalid, $"must be {kind.ToLowerInvariant()} in lower case, got {Given.Quote(kind)}");
        }

        interactive["header"]["text"].TextOrNothing(HeaderRules.LongestText);
        interactive["body"]["text"].TextOrNothing(LongestBody);
        interactive["footer"]["text"].TextOrNothing(LongestFooter);
        foreach (var header in HeadersOf(interactive, action))
        {
            foreach (var file in HeaderRules.FilesOf(header))
            {
                MediaRules.Check(file);
            }
        }
    }

    /// <summary>Its own, and those of a carousel's cards.</summary>
    private static IEnumerable<Field> HeadersOf(Field interactive, Field action) => action["cards"].Value.ValueKind == JsonValueKind.Array
        ? action["cards"].Items().Select(card => card["header"]).Prepend(interactive["header"])
        : [interactive["header"]];

    /// <summary>Kinds of the Cloud API (flows, catalogs, links): v1 has no rules for them, so WhatsApp has the say.</summary>
    private static JsonElement AsItCame(Field interactive, Field action)
    {
        if (action.Value.ValueKind != JsonValueKind.Object || interactive["action"].Value.ValueKind != JsonValueKind.String)
        {
            return interactive.Value;
        }

        var decoded = JsonObject.Create(interactive.Value)!;
        decoded["action"] = JsonObject.Create(action.Value);
        return JsonSerializer.SerializeToElement(decoded, V1Json.Wire.JsonNode);
    }

    private static V1InteractiveText? Body(Field body, bool isRequired)
    {
        if (!isRequired && (!body.Object().IsPresent || body["text"].TextOrNothing() is null))
        {
            return null;
        }

        return new V1InteractiveText(body.Required().Object().WarnOfOthers("text")["text"].Required().Text(LongestBody) ?? "");
    }

    private static V1InteractiveText? Footer(Field footer) =>
        footer.Object().WarnOfOthers("text")["text"].TextOrNothing(LongestFooter) is { } text ? new V1InteractiveText(text) : null;
}
