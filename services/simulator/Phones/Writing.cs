using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Callbacks;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises;
using Tujenge.Simulator.Phones.Messages;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Phones;

/// <summary>What phones do: write, read, be silent.</summary>
internal sealed class Writing(CallbackQueue queue, MovableClock clock, IOptions<SimulatorOptions> options)
{
    /// <summary>A phone writes to a business.</summary>
    /// <returns>The message's id.</returns>
    public string Write(World world, Phone phone, BusinessNumber number, NewMessage message)
    {
        var (id, change) = Note(world, phone, number, message);
        queue.Add(world, number, phone.Number, "message", id, Change.ToBody(number, [change]));
        return id;
    }

    /// <summary>A phone writes, and somebody else tells the business.</summary>
    public (string Id, Change Change) Note(World world, Phone phone, BusinessNumber number, NewMessage message)
    {
        var at = message.At ?? clock.GetUtcNow();
        var writing = phone.NextWriting(number.PhoneNumberId);
        var id = number.Login is null
            ? Wamid.OfWriting(world, number.PhoneNumberId, phone.Number, writing)
            : OnPremisesId.OfWriting(world, number.PhoneNumberId, phone.Number, writing);
        MessageFile.Store(world, number, id, message);
        phone.Add(
            new PhoneMessage(id, number.PhoneNumberId, false, message.Type, message.Text, null, at)
            {
                Contents = message.Contents,
                QuotedId = message.QuotedId,
                OpensWindow = message.OpensWindow,
            },
            options.Value.Memory);
        return (id, MessageBody.Of(number, phone, id, at, message));
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
                Write(world, phone, number, NewMessage.OfText(reply));
            }
        }
    }

    /// <summary>The phone reads one message, or all, of those that it has got.</summary>
    public int Read(World world, Phone phone, BusinessNumber number, string? messageId)
    {
        var read = phone.Mark(
            message => message is { IsDelivered: true, IsRead: false }
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
    public Task Report(
        World world,
        Phone phone,
        BusinessNumber number,
        PhoneMessage message,
        string status,
        JsonArray? errors = null) => queue.Add(
            world,
            number,
            phone.Number,
            status,
            message.Id,
            Change.ToBody(number, [StatusBody.Of(world, number, phone, new NewStatus(
                message.Id,
                status,
                clock.GetUtcNow(),
                message.Opaque,
                errors is null ? null : new JsonObject { ["errors"] = errors }))]));
}
