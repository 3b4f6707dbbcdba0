using System.Text.Json.Nodes;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Processing;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>The Cloud API's statuses in v1's words.</summary>
internal sealed class StatusesTests
{
    [TestCase(
        """
        {"id":"wamid.1","status":"sent","timestamp":"1718000600","recipient_id":"255712000111","biz_opaque_callback_data":"gBEGours",
         "conversation":{"id":"73cf","expiration_timestamp":"1718087000","origin":{"type":"service"}},
         "pricing":{"billable":true,"pricing_model":"PMP","category":"service","type":"regular"}}
        """,
        """
        {"id":"gBEGours","status":"sent","timestamp":"1718000600","type":"message","recipient_id":"255712000111",
         "message":{"recipient_id":"255712000111"},
         "conversation":{"id":"73cf","expiration_timestamp":1718087000,"origin":{"type":"service"}},
         "pricing":{"billable":true,"pricing_model":"PMP","category":"service","type":"regular"}}
        """,
        TestName = "sent, with the end of the conversation as a number")]
    [TestCase(
        """{"id":"wamid.1","status":"delivered","timestamp":1718000600,"recipient_id":255712000111,"conversation":{"expiration_timestamp":1718087000}}""",
        """
        {"id":"gBEGours","status":"delivered","timestamp":"1718000600","type":"message","recipient_id":"255712000111",
         "message":{"recipient_id":"255712000111"},"conversation":{"expiration_timestamp":1718087000}}
        """,
        TestName = "delivered, with numbers where text belongs")]
    [TestCase(
        """{"id":"wamid.1","status":"read","timestamp":"1718000600"}""",
        """{"id":"gBEGours","status":"read","timestamp":"1718000600","type":"message"}""",
        TestName = "read, with nothing else")]
    [TestCase(
        """
        {"id":"wamid.1","status":"failed","timestamp":"1","recipient_id":"2","errors":[{"code":131026,"title":"Message undeliverable",
         "message":"Message undeliverable","error_data":{"details":"Message Undeliverable."},"href":"https://e.example"}]}
        """,
        """
        {"id":"gBEGours","status":"failed","timestamp":"1","type":"message","recipient_id":"2","message":{"recipient_id":"2"},
         "errors":[{"code":1026,"title":"Receiver incapable","details":"cloud 131026: Message Undeliverable.","href":"https://e.example"}]}
        """,
        TestName = "failed, with v1's code and the Cloud API's in the details")]
    [TestCase(
        """{"id":"wamid.1","status":"failed","timestamp":"1","errors":[null,{"code":131048}]}""",
        """
        {"id":"gBEGours","status":"failed","timestamp":"1","type":"message",
         "errors":[{"code":471,"title":"Spam rate limit hit","details":"cloud 131048"}]}
        """,
        TestName = "failed, with a null among the errors")]
    [TestCase(
        """{"id":"wamid.1","status":"failed","timestamp":"1","errors":[{"code":999999,"title":"Brand new"}]}""",
        """
        {"id":"gBEGours","status":"failed","timestamp":"1","type":"message",
         "errors":[{"code":500,"title":"Generic error","details":"cloud 999999: Brand new"}]}
        """,
        TestName = "failed, with a code nobody knows")]
    [TestCase(
        """{"id":"wamid.1","status":"delivered","timestamp":"1","recipient_id":"2","group_id":"G1"}""",
        """
        {"id":"gBEGours","status":"delivered","timestamp":"1","type":"message","recipient_id":"2","message":{"recipient_id":"2"},"group_id":"G1"}
        """,
        TestName = "delivered, to a member of a group")]
    [TestCase(
        """{"id":"wamid.1","status":"READ","timestamp":"1","recipient_id":null,"recipient_user_id":"US.1","conversation":[],"pricing":"free","mood":1}""",
        """
        {"id":"gBEGours","status":"read","timestamp":"1","type":"message","recipient_id":"US.1","message":{"recipient_id":"US.1"},
         "recipient_user_id":"US.1","conversation":[],"pricing":"free","mood":1}
        """,
        TestName = "read, by a customer without number, with wrong types and a new field beside it")]
    [TestCase(
        """{"id":"wamid.1","status":"failed","timestamp":"1","errors":[{"code":"131026","message":"no","hint":{"a":1},"error_data":"x"},7]}""",
        """
        {"id":"gBEGours","status":"failed","timestamp":"1","type":"message",
         "errors":[{"code":1026,"title":"Receiver incapable","details":"cloud 131026: no","hint":{"a":1}}]}
        """,
        TestName = "failed, with a code in a string and a new field")]
    [TestCase(
        """{"id":"wamid.1","status":"sent","timestamp":"","recipient_id":"+255712000111","conversation":{"id":"c","expiration_timestamp":null}}""",
        """
        {"id":"gBEGours","status":"sent","timestamp":"1718999999","type":"message","recipient_id":"255712000111",
         "message":{"recipient_id":"255712000111"},"conversation":{"id":"c"}}
        """,
        TestName = "sent, with empty members, and a plus before the number")]
    [TestCase(
        """{"id":"wamid.1","status":"read","timestamp":"1","recipient_id":"G","recipient_type":"group","recipient_user_id":"US.1"}""",
        """
        {"id":"gBEGours","status":"read","timestamp":"1","type":"message","recipient_id":"US.1","message":{"recipient_id":"US.1"},
         "recipient_type":"group","recipient_user_id":"US.1","group_id":"G"}
        """,
        TestName = "read, by a member of a group without a number")]
    [TestCase(
        """{"id":"wamid.1","status":"played","timestamp":"1"}""",
        """{"id":"gBEGours","status":"read","timestamp":"1","type":"message","played":true}""",
        TestName = "played, which v1 calls read")]
    public void It_is_translated(string status, string expected)
    {
        var actual = Translation.OfStatus(status)["statuses"]!.AsArray().Single();
        Assert.That(JsonNode.DeepEquals(actual, JsonNode.Parse(expected)), Is.True, $"Expected {expected}\nbut was  {actual!.ToJsonString()}");
    }

    [TestCase("sent", MessageStatus.Sent)]
    [TestCase("delivered", MessageStatus.Delivered)]
    [TestCase("read", MessageStatus.Read)]
    [TestCase("played", MessageStatus.Read)]
    [TestCase("failed", MessageStatus.Failed)]
    [TestCase("deleted", MessageStatus.Other)]
    [TestCase("something new", MessageStatus.Other)]
    public void The_log_knows_it_as(string status, MessageStatus expected) => Assert.That(EventFactory.StateOf(status), Is.EqualTo(expected));
}
