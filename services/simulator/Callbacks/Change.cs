using System.Text.Json.Nodes;
using Tujenge.Simulator.Numbers;

namespace Tujenge.Simulator.Callbacks;

/// <summary>One thing that a callback tells.</summary>
/// <param name="Field">What it is about, in the Cloud API's word; the On-Premises API knows only <see cref="Messages"/>.</param>
/// <param name="Value">The news, in the form of the API that serves the number.</param>
internal sealed record Change(string Field, JsonNode? Value)
{
    /// <summary>The field of messages, statuses and errors.</summary>
    public const string Messages = "messages";

    /// <summary>Messages, statuses or errors. The Cloud API adds whose they are.</summary>
    public static Change Of(BusinessNumber number, JsonObject value)
    {
        if (number.Login is null)
        {
            InsertIfAbsent(value, 0, "messaging_product", "whatsapp");
            InsertIfAbsent(value, 1, "metadata", new JsonObject
            {
                ["display_phone_number"] = number.Digits,
                ["phone_number_id"] = number.PhoneNumberId,
            });
        }

        return new Change(Messages, value);
    }

    /// <summary>A callback's body: in the Cloud API's envelope, or without one for a number that the On-Premises API serves.</summary>
    /// <param name="number">Whose it is.</param>
    /// <param name="entries">The changes of each entry. The On-Premises API takes one change.</param>
    public static JsonNode? ToBody(BusinessNumber number, params Change[][] entries) => number.Login is not null
        ? entries.Single().Single().Value
        : new JsonObject
        {
            ["object"] = "whatsapp_business_account",
            ["entry"] = new JsonArray([.. entries.Select(changes => new JsonObject
            {
                ["id"] = number.WabaId,
                ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject
                {
                    ["value"] = change.Value,
                    ["field"] = change.Field,
                })]),
            })]),
        };

    private static void InsertIfAbsent(JsonObject value, int index, string name, JsonNode member)
    {
        if (!value.ContainsKey(name))
        {
            value.Insert(Math.Min(index, value.Count), name, member);
        }
    }
}
