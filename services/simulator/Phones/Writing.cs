using System.Text.Json.Nodes;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Callbacks;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Phones;

/// <summary>What phones do: write, read, be silent.</summary>
internal sealed class Writing(CallbackQueue queue, MovableClock clock, SimulatorOptionsAccess options)
{
    /// <summary>A phone writes to a business; with <paramref name="quoted"/> it quotes.</summary>
    /// <returns>The message's id.</returns>
    public string Write(World world, Phone phone, BusinessNumber number, string text, PhoneMessage? quoted)
    {
        var now = clock.GetUtcNow();
        var id = Wamid.OfWriting(world, number.PhoneNumberId, phone.Number, phone.NextWriting(number.PhoneNumberId));
        phone.Add(new PhoneMessage(id, number.PhoneNumberId, false, "text", text, null, now), options.Memory);
        queue.Add(world, number, phone.Number, CallbackBodies.ForMessage(number, phone, id, now, text, quoted), $"message {id}");
        return id;
    }

    /// <summary>The phone takes what was sent to it while it is on, and reads it if it always does.</summary>
    public void Deliver(World world, Phone phone, BusinessNumber number)
    {
        if (phone.IsSilent)
        {
            return;
        }

        var fresh = phone.Mark(
            message => !message.IsDelivered && message.PhoneNumberId == number.PhoneNumberId,
            message => message.IsDelivered = true);
        foreach (var message in fresh)
        {
            Report(world, phone, number, message, "delivered");
        }

        if (phone.AutoRead)
        {
            Read(world, phone, number, null);
        }

        if (phone.AutoReply is { } reply)
        {
            foreach (var _ in fresh)
            {
                Write(world, phone, number, reply, null);
            }
        }
    }

    /// <summary>The phone reads one message, or all.</summary>
    public int Read(World world, Phone phone, BusinessNumber number, string? messageId)
    {
        var read = phone.Mark(
            message => !message.IsRead
                && message.PhoneNumberId == number.PhoneNumberId
                && (messageId is null || message.Id == messageId || message.Opaque == messageId),
            message => message.IsRead = true);
        foreach (var message in read)
        {
            Report(world, phone, number, message, "read");
        }

        return read.Length;
    }

    /// <summary>Tells the business how its message moved on.</summary>
    public Task Report(World world, Phone phone, BusinessNumber number, PhoneMessage message, string status) => queue.Add(
        world, number, phone.Number, CallbackBodies.ForStatus(number, phone, message, status, clock.GetUtcNow()), $"{status} {message.Id}");
}

/// <summary>The one option that phones need.</summary>
/// <param name="Memory">Messages remembered for each phone.</param>
internal sealed record SimulatorOptionsAccess(int Memory);

/// <summary>Bodies of callbacks, in the Cloud API's envelope.</summary>
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

    public static JsonObject ForStatus(BusinessNumber number, Phone phone, PhoneMessage message, string status, DateTimeOffset at)
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
                ["id"] = $"{phone.Number.GetHashCode(StringComparison.Ordinal):x8}{number.PhoneNumberId}",
                ["expiration_timestamp"] = $"{at.AddHours(24).ToUnixTimeSeconds()}",
                ["origin"] = new JsonObject { ["type"] = "service" },
            };
        }

        body["pricing"] = new JsonObject { ["billable"] = false, ["pricing_model"] = "PMP", ["category"] = "service" };
        if (message.Opaque is not null)
        {
            body["biz_opaque_callback_data"] = message.Opaque;
        }

        return Envelope(number, new JsonObject { ["statuses"] = new JsonArray(body) });
    }

    private static JsonObject Envelope(BusinessNumber number, JsonObject value)
    {
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
