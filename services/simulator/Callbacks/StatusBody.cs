using System.Text.Json.Nodes;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Callbacks;

/// <summary>How a business is told what became of a message.</summary>
internal static class StatusBody
{
    /// <param name="world">Where.</param>
    /// <param name="number">The business.</param>
    /// <param name="phone">The recipient.</param>
    /// <param name="status">What is told.</param>
    public static Change Of(World world, BusinessNumber number, Phone phone, NewStatus status)
    {
        var body = new JsonObject
        {
            ["id"] = status.MessageId,
            ["status"] = status.Name,
            ["timestamp"] = $"{status.At.ToUnixTimeSeconds()}",
            [phone.HidesNumber && number.Login is null ? "recipient_user_id" : "recipient_id"] = phone.Number,
        };
        if (status.Name == "sent")
        {
            body["conversation"] = new JsonObject
            {
                ["id"] = $"{Dice.IdOf(world.Seed, "conversation", number.PhoneNumberId, phone.Number):N}",
                ["expiration_timestamp"] = status.At.AddHours(24).ToUnixTimeSeconds(),
                ["origin"] = new JsonObject { ["type"] = "service" },
            };
        }

        body["pricing"] = new JsonObject { ["billable"] = false, ["pricing_model"] = "PMP", ["category"] = "service" };
        foreach (var (name, value) in status.Members ?? [])
        {
            body.Remove(name);
            if (value is not null)
            {
                body[name] = value.DeepClone();
            }
        }

        if (number.Login is not null)
        {
            OnPremisesForm.OfStatus(body);
        }
        else
        {
            CloudForm.OfStatus(body, status.Members?.ContainsKey(CloudForm.Opaque) == true ? null : status.Opaque);
        }

        return Change.Of(number, new JsonObject { ["statuses"] = new JsonArray(body) });
    }
}

/// <summary>What became of a message, in v1's words.</summary>
/// <param name="MessageId">WhatsApp's id.</param>
/// <param name="Name">The status.</param>
/// <param name="At">Since when.</param>
/// <param name="Opaque">The sender's <c>biz_opaque_callback_data</c>.</param>
/// <param name="Members">What is told besides; null takes a usual member away.</param>
internal sealed record NewStatus(string MessageId, string Name, DateTimeOffset At, string? Opaque, JsonObject? Members = null);
