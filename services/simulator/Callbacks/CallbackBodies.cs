using System.Text.Json.Nodes;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Callbacks;

/// <summary>Bodies of callbacks, in the envelope of the Cloud API, or without one for a number that the On-Premises API serves.</summary>
internal static class CallbackBodies
{
    public static JsonObject ForMessage(
        BusinessNumber number,
        Phone phone,
        string id,
        DateTimeOffset at,
        string text,
        PhoneMessage? quoted)
    {
        var message = new JsonObject
        {
            ["from"] = phone.Number,
            ["id"] = id,
            ["timestamp"] = $"{at.ToUnixTimeSeconds()}",
            ["type"] = "text",
            ["text"] = new JsonObject { ["body"] = text },
        };
        if (quoted is not null)
        {
            message["context"] = new JsonObject
            {
                ["from"] = quoted.FromBusiness ? number.Digits : phone.Number,
                ["id"] = quoted.Id,
            };
        }

        return Envelope(number, new JsonObject
        {
            ["contacts"] = new JsonArray(new JsonObject
            {
                ["profile"] = new JsonObject { ["name"] = phone.Name },
                ["wa_id"] = phone.Number,
            }),
            ["messages"] = new JsonArray(message),
        });
    }

    public static JsonObject ForStatus(
        World world,
        BusinessNumber number,
        Phone phone,
        PhoneMessage message,
        string status,
        DateTimeOffset at,
        JsonArray? errors = null)
    {
        var body = new JsonObject
        {
            ["id"] = message.Id,
            ["status"] = status,
            ["timestamp"] = $"{at.ToUnixTimeSeconds()}",
            ["recipient_id"] = phone.Number,
        };
        if (status == "sent")
        {
            body["conversation"] = new JsonObject
            {
                ["id"] = $"{Dice.IdOf(world.Seed, "conversation", number.PhoneNumberId, phone.Number):N}",
                ["expiration_timestamp"] = $"{at.AddHours(24).ToUnixTimeSeconds()}",
                ["origin"] = new JsonObject { ["type"] = "service" },
            };
        }

        body["pricing"] = new JsonObject { ["billable"] = false, ["pricing_model"] = "PMP", ["category"] = "service" };
        if (errors is not null)
        {
            body["errors"] = errors;
        }

        if (message.Opaque is not null)
        {
            body["biz_opaque_callback_data"] = message.Opaque;
        }

        return Envelope(number, new JsonObject { ["statuses"] = new JsonArray(body) });
    }

    private static JsonObject Envelope(BusinessNumber number, JsonObject value)
    {
        if (number.Login is not null)
        {
            return OnPremisesCallbacks.Flatten(value);
        }

        value.Insert(0, "messaging_product", "whatsapp");
        value.Insert(1, "metadata", new JsonObject
        {
            ["display_phone_number"] = number.Digits,
            ["phone_number_id"] = number.PhoneNumberId,
        });
        return new JsonObject
        {
            ["object"] = "whatsapp_business_account",
            ["entry"] = new JsonArray(new JsonObject
            {
                ["id"] = number.WabaId,
                ["changes"] = new JsonArray(new JsonObject { ["value"] = value, ["field"] = "messages" }),
            }),
        };
    }
}
