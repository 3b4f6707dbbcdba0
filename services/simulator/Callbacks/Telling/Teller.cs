using System.Text.Json.Nodes;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Phones.Messages;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Callbacks.Telling;

/// <summary>Makes changes of what somebody wants a business to be told.</summary>
internal sealed class Teller(Writing writing, MovableClock clock)
{
    private static readonly string[] Everywhere = ["sent", "delivered", "read", "failed"];
    private static readonly string[] OnlyCloud = ["played"];
    private static readonly string[] OnlyOnPremises = ["deleted", "warning"];

    /// <summary>Reads an item; where it cannot be told, a sentence says what to do. Nothing is done before <see cref="Told.Make"/>.</summary>
    public (Told? Told, string? Problem) Read(World world, BusinessNumber number, TellItem? item) => item switch
    {
        null or { Kinds: not 1 } => Refuse("Each of callbacks is one of {\"message\": …}, {\"status\": …}, {\"errors\": […]} and {\"field\": \"…\", \"value\": …}."),
        { Field: not null, HasValue: false } => Refuse("field goes with a value, such as {\"field\": \"account_update\", \"value\": {}}."),
        { Message: { } message } => ReadMessage(world, number, message),
        { Status: { } status } => ReadStatus(world, number, status),
        { Errors: { } errors } => Tell("errors", () => OfErrors(number, errors)),
        { Field: not null and not Change.Messages } when number.Login is not null =>
            Refuse("A v1 server's callbacks have no fields; leave field out, and the value is the whole body."),
        { Field: not null and not Change.Messages } => Tell(item.Field, () => new Change(item.Field, JsonValueOf(item))),
        _ => Tell("value", () => JsonValueOf(item) is JsonObject value ? Change.Of(number, value) : new Change(Change.Messages, JsonValueOf(item))),
    };

    private static (Told?, string?) Refuse(string problem) => (null, problem);

    private static (Told?, string?) Tell(string what, Func<Change> make, string? id = null) => (new Told(what, () => (id, make())), null);

    /// <summary>As it came: a number keeps its digits.</summary>
    private static JsonNode? JsonValueOf(TellItem item) => JsonNode.Parse(item.Value.GetRawText());

    private static Change OfErrors(BusinessNumber number, JsonArray errors)
    {
        var value = new JsonObject { ["errors"] = errors.DeepClone() };
        if (number.Login is null)
        {
            CloudForm.OfErrors(value);
        }

        return Change.Of(number, value);
    }

    private (Told?, string?) ReadMessage(World world, BusinessNumber number, JsonObject given)
    {
        var members = given.DeepClone().AsObject();
        members.Remove("from");
        if (given.Text("from") is not { Length: > 0 } from)
        {
            return Refuse("from is missing in message: the number of the phone that writes it.");
        }

        var phone = world.Phones.Get(from);
        if (phone.HidesNumber && number.Login is not null)
        {
            return Refuse("A v1 server knows customers by their numbers; tell a number of the Cloud API.");
        }

        var (message, problem) = NewMessage.Read(members);
        problem ??= message!.NameOthers(phone, number, quoted: null);
        return problem is not null ? Refuse(problem) : (new Told("message", () => writing.Note(world, phone, number, message!)), null);
    }

    private (Told?, string?) ReadStatus(World world, BusinessNumber number, JsonObject given)
    {
        string[] names = [.. Everywhere, .. number.Login is null ? OnlyCloud : OnlyOnPremises];
        if (given.Text("status") is not { } name || !names.Contains(name))
        {
            return Refuse($"status.status is one of {string.Join(", ", names)} here; anything else can be told as a value.");
        }

        if (given.Text("id") is not { Length: > 0 } id)
        {
            return Refuse("status.id is missing: the message, by WhatsApp's id or by the sender's.");
        }

        if (given["timestamp"] is { } moment && NewMessage.ReadMoment(moment) is null)
        {
            return Refuse("status.timestamp must be Unix seconds, such as \"1718000000\"; leave it out for now.");
        }

        var owner = world.Phones.All.FirstOrDefault(phone => phone.FindMessage(id) is not null);
        if ((given.Text("recipient_id") is { Length: > 0 } named ? world.Phones.Get(named) : owner) is not { } recipient)
        {
            return Refuse("status.recipient_id is missing, and no phone has a message with this id.");
        }

        var known = owner?.FindMessage(id);
        var messageId = known?.Id ?? id;
        var change = () => StatusBody.Of(world, number, recipient, new NewStatus(
            messageId,
            name,
            given["timestamp"] is { } at ? NewMessage.ReadMoment(at)!.Value : clock.GetUtcNow(),
            known?.Opaque,
            new JsonObject(given
                .Where(member => member.Key is not ("id" or "status" or "timestamp" or "recipient_id"))
                .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))));
        return Tell(name, change, messageId);
    }
}

/// <summary>Something that can be told.</summary>
/// <param name="What">What it is, for the list of callbacks.</param>
/// <param name="Make">Lets it happen: the id of the message, and what is told of it.</param>
internal sealed record Told(string What, Func<(string? Id, Change Change)> Make);
