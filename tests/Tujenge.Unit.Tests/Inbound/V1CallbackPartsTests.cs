using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Processing;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>A v1 server's callback, taken apart and put together for the webhook.</summary>
internal sealed class V1CallbackPartsTests
{
    private static readonly Guid Channel = new("0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_message_is_passed_on_unchanged_with_its_sender()
    {
        const string body = """
            {"contacts":[{"profile":{"name":"Asha"},"wa_id":"255712000111"}],
             "messages":[{"from":"255712000111","id":"ABGG1","timestamp":"1718000000","type":"voice","odd":[1,{"x":null}],
                "voice":{"id":"m1","mime_type":"audio/ogg; codecs=opus","file":"/usr/x","sha256":"7f12"},"identity":{"acknowledged":true}}]}
            """;
        var parts = CallbackParts.OfV1(body);
        var received = EventFactory.FromMessage(Channel, parts.Messages.Single(), Now, id => id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonElement.DeepEquals(JsonElement.Parse(received.Body), JsonElement.Parse(body)), received.Body);
            Assert.That(received.UpstreamId, Is.EqualTo("ABGG1"));
            Assert.That(received.OccurredAt, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1718000000)));
        }
    }

    [Test]
    public void Our_messages_have_our_ids_wherever_they_are_named()
    {
        var parts = CallbackParts.OfV1("""
            {"messages":[
                {"from":"1","id":"a","type":"text","text":{"body":"x"},"context":{"from":"2","id":"gBGG1"}},
                {"from":"1","id":"b","type":"reaction","reaction":{"message_id":"gBGG1","emoji":"👍"}}]}
            """);
        Assert.That(parts.Messages.SelectMany(message => message.Named()), Is.EqualTo(["gBGG1", "gBGG1"]));
        var bodies = parts.Messages.Select(message => EventFactory.FromMessage(Channel, message, Now, id => id == "gBGG1" ? "gBEG0190" : id).Body);
        Assert.That(bodies, Is.All.Contain("gBEG0190").And.All.Not.Contain("gBGG1"));
    }

    [TestCase("sent", MessageStatus.Sent)]
    [TestCase("delivered", MessageStatus.Delivered)]
    [TestCase("read", MessageStatus.Read)]
    [TestCase("deleted", MessageStatus.Other)]
    [TestCase("warning", MessageStatus.Other)]
    public void A_status_is_passed_on_unchanged_but_for_the_id(string status, MessageStatus expected)
    {
        var part = CallbackParts.OfV1($$$"""
            {"statuses":[{"conversation":{"id":"c"},"id":"gBGG1","pricing":{"billable":false,"pricing_model":"NBP"},
                "recipient_id":"79000000001","status":"{{{status}}}","timestamp":"1629293084"}]}
            """).Statuses.Single();
        var changed = EventFactory.FromStatus(Channel, part, "gBEG0190", Now);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed.Status, changed.MessageId, changed.UpstreamId), Is.EqualTo((expected, "gBEG0190", "gBGG1")));
            Assert.That(
                JsonElement.DeepEquals(JsonElement.Parse(changed.Body), JsonElement.Parse($$$"""
                    {"statuses":[{"conversation":{"id":"c"},"id":"gBEG0190","pricing":{"billable":false,"pricing_model":"NBP"},
                        "recipient_id":"79000000001","status":"{{{status}}}","timestamp":"1629293084"}]}
                    """)),
                changed.Body);
        }
    }

    [Test]
    public void A_failure_says_why()
    {
        var part = CallbackParts.OfV1("""
            {"statuses":[{"id":"gBGG1","recipient_id":"1","status":"failed","timestamp":"1629293084","errors":[{"code":470,"title":"Re-engagement","details":"late"}]}]}
            """).Statuses.Single();
        var changed = EventFactory.FromStatus(Channel, part, "gBEG0190", Now);
        Assert.That((changed.ErrorCode, changed.ErrorTitle, changed.ErrorDetails), Is.EqualTo(((int?)470, "Re-engagement", "late")));
    }

    [TestCase("""{"id":"gBGG1","recipient_id":"255712000111","status":"Of_Tomorrow","timestamp":"1629293084"}""", "of_tomorrow", null)]
    [TestCase("""{"id":"gBGG1","recipient_id":"255712000111","status":"read","timestamp":"1629293084","group_id":"g"}""", "read", "255712000111")]
    public void A_status_says_what_the_log_keeps_of_it(string status, string name, string? member)
    {
        var changed = EventFactory.FromStatus(Channel, CallbackParts.OfV1($$"""{"statuses":[{{status}}]}""").Statuses.Single(), "gBEG0190", Now);
        Assert.That((changed.StatusName, changed.GroupMember, changed.ReceivedAt), Is.EqualTo((name, member, (DateTimeOffset?)Now)));
    }

    [TestCase(512, 380, 0)]
    [TestCase(513, 381, 2)]
    public void Customers_have_ids_as_long_as_they_can_be_kept(int sender, int recipient, int unreadable)
    {
        var (writer, member, id, status) = (new string('w', sender), new string('m', recipient), new string('i', 512), new string('s', 128));
        var parts = CallbackParts.OfV1($$"""
            {"messages":[{"id":"{{id}}","from":"{{writer}}"}],
             "statuses":[{"id":"{{id}}","status":"{{status}}","recipient_id":"{{member}}","group_id":"g"}]}
            """);
        var keys = parts.Statuses.Select(part => SeenKey.OfStatus(Channel, part.Id, part.Status!, part.Customer).Key.Length);

        Assert.That(parts.Unreadable, Has.Count.EqualTo(unreadable));
        Assert.That(keys, Has.All.LessThanOrEqualTo(1024), "what the column takes");
    }

    [Test]
    public void The_recipient_is_found_where_newer_clients_look_for_it() => Assert.That(
        CallbackParts.OfV1("""{"statuses":[{"id":"x","status":"SENT","message":{"recipient_id":"255712000111"}}]}""").Statuses
            .Select(status => (status.Customer, status.Status)),
        Is.EqualTo([("255712000111", "sent")]));

    [TestCase("""{"id":"gBGG1","status":"delivered","recipient_id":"255712000111"}""", "255712000111", TestName = "Whoever got it may be one of a group")]
    [TestCase("""{"id":"gBGG1","status":"delivered","message":{"recipient_id":"255712000111"}}""", "255712000111", TestName = "… as newer servers write it")]
    [TestCase("""{"id":"gBGG1","status":"delivered","recipient_id":"+255712000111"}""", "255712000111", TestName = "… however it is written")]
    [TestCase("""{"id":"gBGG1","status":"delivered"}""", null, TestName = "… or nobody")]
    [TestCase("""{"id":"gBGG1","status":"failed","recipient_id":"255712000111"}""", null, TestName = "The sender may have told a failure, of no member")]
    [TestCase("""{"id":"gBGG1","status":"failed","recipient_id":"255712000111","group_id":"g"}""", "255712000111", TestName = "… but where the group is named")]
    [TestCase("""{"id":"gBGG1","status":"read","group_id":"g"}""", "", TestName = "A group without a member")]
    public void A_status_is_of_whoever_got_the_message(string status, string? member)
    {
        var part = CallbackParts.OfV1($$"""{"statuses":[{{status}}]}""").Statuses.Single();

        Assert.That(part.Member, Is.EqualTo(member));
        Assert.That(
            EventFactory.FromStatus(Channel, part, "gBEG0190", Now).EventId,
            Is.EqualTo(EventIds.OfStatus(Channel, "gBEG0190", part.Status!, member)));
    }

    [Test]
    public void A_name_that_is_there_twice_costs_nothing() => Assert.That(
        CallbackParts.OfV1("""{"messages":[{"id":"a"}],"messages":[{"id":"b"}]}""").Messages.Select(message => message.Id), Is.EqualTo(["a", "b"]));

    [Test]
    public void What_nobody_here_knows_is_kept_beside_the_events()
    {
        var parts = CallbackParts.OfV1("""
            {"brand":"x","contacts":[],"messages":[{"id":"a"}],"meta":{"api_status":"stable"},"none":null,"twice":{"a":1,"a":2}}
            """);

        Assert.That(parts.Rest!.ToJsonString(), Is.EqualTo("""{"brand":"x","meta":{"api_status":"stable"}}"""));
        Assert.That(parts.Unreadable, Is.EqualTo(["""{"a":1,"a":2}"""]));
        Assert.That(
            EventFactory.FromMessage(Channel, parts.Messages[0] with { Beside = parts.Rest }, Now, id => id).Body,
            Is.EqualTo("""{"messages":[{"id":"a"}],"brand":"x","meta":{"api_status":"stable"}}"""));
        Assert.That(
            EventFactory.FromErrors(Channel, [], parts.Rest, Guid.Empty, Now).Body,
            Is.EqualTo("""{"brand":"x","meta":{"api_status":"stable"}}"""));
        Assert.That(CallbackParts.OfV1("""{"messages":[{"id":"a"}],"none":null}""").Rest, Is.Null);
    }

    [Test]
    public void Who_wrote_a_message_is_introduced_with_it_and_not_with_the_statuses_beside_it()
    {
        var parts = CallbackParts.OfV1("""
            {"contacts":[{"wa_id":"1"},{"wa_id":"2"}],"messages":[{"from":"1","id":"a"}],
             "statuses":[{"id":"b","status":"read","recipient_id":"1"},{"id":"c","status":"sent","recipient_id":"2"},{"id":"c","status":"read","recipient_id":"2"}]}
            """);
        Assert.That(parts.Messages.Single().Contact?.ToJsonString(), Is.EqualTo("""{"wa_id":"1"}"""));
        Assert.That(parts.Statuses.Select(status => status.Contact?.ToJsonString()), Is.EqualTo([null, """{"wa_id":"2"}""", """{"wa_id":"2"}"""]));
        Assert.That(parts.Rest, Is.Null);
    }

    [TestCase("""{"contacts":[{"wa_id":"1"}],"messages":[{"from":"1","id":"a"},{"from":"2","id":"b"},{"from":"3","id":"c","type":"system"}]}""", "1,,")]
    [TestCase("""{"contacts":[{"wa_id":"1"}],"messages":[{"from":"01","id":"a"},{"from":"01","id":"b"}]}""", "1,1")]
    [TestCase("""{"contacts":[{"wa_id":"1"}],"messages":[{"id":"a"},{"from":"1","id":"b"}]}""", ",1")]
    [TestCase("""{"contacts":[{"wa_id":"2"}],"messages":[{"from":"1","id":"a"}],"statuses":[{"id":"b","status":"read","recipient_id":"2"}]}""", "")]
    [TestCase("""{"contacts":[{"wa_id":"+1"},{"wa_id":"551187654321"}],"messages":[{"from":"5511987654321","id":"a"},{"from":"1","id":"b"}]}""", "551187654321,+1")]
    public void Nobody_is_introduced_as_somebody_else(string body, string contacts) => Assert.That(
        string.Join(',', CallbackParts.OfV1(body).Messages.Select(message => CallbackPart.Text(message.Contact, "wa_id"))), Is.EqualTo(contacts));

    /// <summary>v1 has one event in each call of the webhook; nobody whom a callback introduces is lost for that.</summary>
    [TestCase("""{"contacts":[{"wa_id":"1"},{"wa_id":"2"}],"messages":[{"from":"2","id":"a"}]}""", """[{"wa_id":"2"},{"wa_id":"1"}]""", Description = "one of nothing")]
    [TestCase("""{"contacts":[{"wa_id":"1","a":1},{"wa_id":"1"}],"messages":[{"from":"1","id":"a"}]}""", """[{"wa_id":"1","a":1}]""", Description = "twice")]
    [TestCase("""{"contacts":[{"wa_id":"521"}],"messages":[{"from":"52","id":"a"}]}""", """[{"wa_id":"521"}]""", Description = "in another notation")]
    [TestCase("""{"contacts":[{"wa_id":"1"},{"wa_id":"2"}],"messages":[{"from":"1"},{"from":"2","id":"a"}]}""", """[{"wa_id":"2"}]""", Description = "of a part that is put aside")]
    [TestCase("""{"contacts":[{"wa_id":"1"},{"wa_id":"2"}],"statuses":[{"id":"a","status":"read","recipient_id":"2"}]}""", """[{"wa_id":"2"},{"wa_id":"1"}]""")]
    [TestCase("""{"contacts":[{"wa_id":"1"}],"statuses":[{"id":"a","status":"read","message":{"recipient_id":"1"}}]}""", """[{"wa_id":"1"}]""")]
    [TestCase("""{"contacts":[{"wa_id":"1"}],"errors":[{"code":1}]}""", """[{"wa_id":"1"}]""")]
    [TestCase("""{"contacts":[{"wa_id":"1"}]}""", """[{"wa_id":"1"}]""")]
    public void Every_contact_goes_with_an_event(string body, string contacts)
    {
        var parts = CallbackParts.OfV1(body);
        var told = parts.Messages.Select(message => EventFactory.FromMessage(Channel, message with { Beside = parts.Rest }, Now, id => id).Body)
            .Concat(parts.Statuses.Select(status => EventFactory.FromStatus(Channel, status with { Beside = parts.Rest }, status.Id, Now).Body))
            .DefaultIfEmpty(EventFactory.FromErrors(Channel, parts.Errors, parts.Rest, Guid.Empty, Now).Body)
            .Single();

        Assert.That(JsonNode.Parse(told)!["contacts"]!.ToJsonString(), Is.EqualTo(contacts));
    }

    [TestCase("", 1)]
    [TestCase("no json", 1)]
    [TestCase("[]", 0)]
    [TestCase("null", 0)]
    [TestCase("{}", 0)]
    [TestCase("""{"messages":{},"statuses":7}""", 2)]
    [TestCase("""{"messages":[7,null,"x",{},{"id":""},{"id":"a\u0000b"}]}""", 6)]
    [TestCase("""{"messages":[{"id":"a","id":"b"}]}""", 1)]
    [TestCase("""{"statuses":[{"id":"a"},{"status":"sent"}]}""", 2)]
    [TestCase("""{"statuses":[{"id":"a","status":7}]}""", 0, Description = "a number is text enough")]
    public void What_cannot_be_read_is_counted(string body, int unreadable) =>
        Assert.That(CallbackParts.OfV1(body).Unreadable, Has.Count.EqualTo(unreadable));

    [Test]
    public void A_broken_part_costs_its_siblings_nothing()
    {
        var parts = CallbackParts.OfV1("""
            {"messages":[{"id":"a","text":{"body":"cut \ud83d"}},7],"statuses":[{"id":"s","status":"read"}],"errors":[{"code":400}]}
            """);
        Assert.That((parts.Messages.Count, parts.Statuses.Count, parts.Errors.Count, parts.Unreadable.Count), Is.EqualTo((1, 1, 1, 1)));
        Assert.That(EventFactory.FromMessage(Channel, parts.Messages[0], Now, id => id).Body, Does.Contain("cut"));
        Assert.That(EventFactory.FromErrors(Channel, parts.Errors, rest: null, Guid.Empty, Now).Body, Is.EqualTo("""{"errors":[{"code":400}]}"""));
    }
}
