using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>The Cloud API's inbound messages in v1's words: what comes in, what goes out.</summary>
internal sealed class InboundMessagesTests
{
    private static readonly TestCaseData[] Same =
    [
        Case("text", """{"from":"255712000111","id":"wamid.1","timestamp":"1718000000","type":"text","text":{"body":"Ist 7 fertig? é 👍"}}"""),
        Case("location", """{"from":"1","id":"wamid.1","timestamp":"1","type":"location","location":{"latitude":-6.7924,"longitude":39.20830,"name":"Kariakoo"}}"""),
        Case("contacts", """{"from":"1","id":"wamid.1","timestamp":"1","type":"contacts","contacts":[{"name":{"formatted_name":"Juma"},"phones":[{"phone":"+255 712","wa_id":"255712"}]}]}"""),
        Case("button", """{"from":"1","id":"wamid.1","timestamp":"1","type":"button","button":{"payload":null,"text":"Yes"},"context":{"from":"2","id":"wamid.t"}}"""),
        Case("interactive", """{"from":"1","id":"wamid.1","timestamp":"1","type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"agent","title":"Talk to us"}}}"""),
        Case("order", """{"from":"1","id":"wamid.1","timestamp":"1","type":"order","order":{"catalog_id":"1","product_items":[{"product_retailer_id":"S","quantity":2,"item_price":12000.50,"currency":"TZS"}]}}"""),
        Case("forwarded", """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"},"context":{"forwarded":true}}"""),
        Case("product", """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"},"context":{"id":"wamid.p","referred_product":{"catalog_id":"1"}}}"""),
        Case("referral", """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"},"referral":{"source_url":"https://fb.example/x","image_url":"https://img.example/y","ctwa_clid":"z"}}"""),
        Case("flow", """{"from":"1","id":"wamid.1","timestamp":"1","type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{\"a\":1}"}}}"""),
        Case("group", """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"},"group_id":"G1"}"""),
        Case("removed_reaction", """{"from":"1","id":"wamid.1","timestamp":"1","type":"reaction","reaction":{"message_id":"wamid.t"}}"""),
    ];

    private static readonly TestCaseData[] Changed =
    [
        Case(
            "audio",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"audio","audio":{"id":"5","mime_type":"audio/mpeg","voice":false,"url":"https://lookaside.example/5"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"audio","audio":{"id":"5","mime_type":"audio/mpeg"}}"""),
        Case(
            "voice",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"audio","audio":{"id":"5","mime_type":"audio/ogg; codecs=opus","voice":true}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"voice","voice":{"id":"5","mime_type":"audio/ogg; codecs=opus"}}"""),
        Case(
            "hash_in_base64",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","caption":"receipt","sha256":"SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","caption":"receipt","sha256":"49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942"}}"""),
        Case(
            "hash_in_hex",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"document","document":{"id":"5","filename":"a.pdf","sha256":"49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"document","document":{"id":"5","filename":"a.pdf","sha256":"49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942"}}"""),
        Case(
            "hash_cut_off",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"video","video":{"id":"5","sha256":"SfInY0gGKTsJ?"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"video","video":{"id":"5","sha256":"SfInY0gGKTsJ?"}}"""),
        Case(
            "sticker",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"sticker","sticker":{"id":"5","animated":true,"mime_type":"image/webp"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"sticker","sticker":{"id":"5","mime_type":"image/webp"}}"""),
        Case(
            "reply_to_ours",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"},"context":{"from":"2","id":"wamid.ours"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"},"context":{"from":"2","id":"gBEGours"}}"""),
        Case(
            "reaction_to_ours",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"reaction","reaction":{"message_id":"wamid.ours","emoji":"👍"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"reaction","reaction":{"message_id":"gBEGours","emoji":"👍"}}"""),
        Case(
            "unsupported",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unsupported","unsupported":{"type":"poll"},"errors":[{"code":131051,"title":"Message type unknown","message":"Message type unknown","error_data":{"details":"Message type is currently not supported."}}]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is currently not supported. (poll)"}]}"""),
        Case(
            "a_type_that_nobody_has_heard_of",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"hologram","hologram":{"id":"5"},"context":{"id":"wamid.ours"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unknown","hologram":{"id":"5"},"context":{"id":"gBEGours"},"errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported (hologram)"}]}"""),
        Case(
            "no_type_but_its_contents",
            """{"from":"1","id":"wamid.1","timestamp":"1","text":{"body":"x"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}"""),
        Case(
            "fields_that_nobody_has_heard_of",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x","mood":"good"},"priority":[1],"gone":null}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x","mood":"good"},"priority":[1]}"""),
        Case(
            "wrong_types_beside_good_ones",
            """{"from":"1","id":"wamid.1","timestamp":["1"],"type":"text","text":{"body":"x"},"context":7,"errors":{"code":1},"referral":[]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1718999999","type":"text","text":{"body":"x"},"context":7,"referral":[],"errors":[{"code":1000,"title":"Generic error","details":"cloud 1"}]}"""),
        Case(
            "another_hash_in_base64",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","sha256":"AAAA"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","sha256":"AAAA"}}"""),
        Case(
            "unsupported_without_errors",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unsupported"}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}"""),
        Case(
            "unsupported_with_a_null_for_an_error",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unsupported","errors":[null]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}"""),
        Case(
            "media_that_could_not_be_fetched",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","errors":[{"code":131052,"title":"Media download error","error_data":{"details":"Gone"}}]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","errors":[{"code":400,"title":"Media download error","details":"cloud 131052: Gone"}]}"""),
        Case(
            "numbers_where_text_belongs",
            """{"from":255712000111,"id":"wamid.1","timestamp":1718000000,"type":"text","text":{"body":"x"}}""",
            """{"from":"255712000111","id":"wamid.1","timestamp":"1718000000","type":"text","text":{"body":"x"}}"""),
        Case(
            "unsupported_with_flat_details",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unsupported","errors":[{"code":131051,"details":"Message type is not currently supported","title":"Unsupported message type"}]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}"""),
        Case(
            "ephemeral_without_errors",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"ephemeral","errors":null}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"ephemeral","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}"""),
        Case(
            "a_code_of_v1",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{},"errors":[{"code":400,"title":"Media download error","details":"Gone"}]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{},"errors":[{"code":400,"title":"Media download error","details":"Gone"}]}"""),
        Case(
            "a_code_with_a_fraction_and_one_that_is_none",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","errors":[{"code":131047.0},{"code":4294967296,"title":"Odd","message":"m"}]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","errors":[{"code":470,"title":"Re-engagement message","details":"cloud 131047"},{"code":500,"title":"Generic error","details":"cloud 4294967296: Odd"}]}"""),
        Case(
            "an_error_that_is_a_text",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","errors":["boom"]}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","errors":[{"code":500,"title":"Generic error","details":"boom"}]}"""),
        Case(
            "coordinates_in_texts",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"location","location":{"latitude":"-6.7924","longitude":"here","name":"Kariakoo"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"location","location":{"latitude":-6.7924,"longitude":"here","name":"Kariakoo"}}"""),
        Case(
            "a_media_id_that_is_a_number",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":125}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"125"}}"""),
        Case(
            "a_file_that_is_not_there",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":null,"status":"undownloaded"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"status":"undownloaded"}}"""),
        Case(
            "voice_in_a_text",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"audio","audio":{"id":"5","voice":"true"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"voice","voice":{"id":"5"}}"""),
        Case(
            "a_contact_that_is_no_array",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"contacts","contacts":{"name":{"formatted_name":"Juma"}}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"contacts","contacts":[{"name":{"formatted_name":"Juma"}}]}"""),
        Case(
            "hash_in_upper_case",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","sha256":"49F227634806293B0995459BC310B593E1400F41591EFCF07E9BCED335F41942"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","sha256":"49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942"}}"""),
        Case(
            "hash_in_base64_for_addresses",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","sha256":"SfInY0gGKTsJlUWbwxC1k-FAD0FZHvzwfpvO0zX0GUI"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"image","image":{"id":"5","sha256":"49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942"}}"""),
        Case(
            "a_plus_before_the_number",
            """{"from":"+255712000111","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}""",
            """{"from":"255712000111","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}"""),
        Case(
            "not_forwarded",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","context":{"forwarded":false},"text":{"body":"x"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}"""),
        Case(
            "a_timestamp_with_a_fraction",
            """{"from":"1","id":"wamid.1","timestamp":1718000000.5,"type":"text","text":{"body":"x"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1718000000","type":"text","text":{"body":"x"}}"""),
        Case(
            "a_timestamp_that_is_none",
            """{"from":"1","id":"wamid.1","timestamp":"junk","type":"text","text":{"body":"x"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1718999999","type":"text","text":{"body":"x"}}"""),
        Case(
            "no_timestamp",
            """{"from":"1","id":"wamid.1","type":"text","text":{"body":"x"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1718999999","type":"text","text":{"body":"x"}}"""),
        Case(
            "a_user_id_beside_the_number",
            """{"from":"1","from_user_id":"US.1234","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}""",
            """{"from":"1","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}"""),
    ];

    [TestCaseSource(nameof(Same))]
    public void It_is_passed_on_as_it_is(string message) => It_is_translated(message, message);

    [TestCaseSource(nameof(Changed))]
    public void It_is_translated(string message, string expected)
    {
        var body = Translation.OfMessage(message);
        using (Assert.EnterMultipleScope())
        {
            AssertSame(body["messages"]!.AsArray().Single(), expected);
            AssertSame(body["contacts"]!.AsArray().Single(), Translation.Contact);
            Assert.That(body.Select(field => field.Key), Is.EquivalentTo(new[] { "contacts", "messages" }));
        }
    }

    [TestCase("")]
    [TestCase(",\"new_wa_id\":null")]
    public void A_changed_number_has_v1s_name_and_no_contacts(string others)
    {
        var body = Translation.OfMessage(
            $$$"""{"from":"16505551234","id":"wamid.1","timestamp":"1","type":"system","system":{"body":"moved","wa_id":"12195555358","type":"user_changed_number"{{{others}}}}}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body.ContainsKey("contacts"), Is.False);
            AssertSame(
                body["messages"]![0]!["system"],
                """{"body":"moved","wa_id":"12195555358","type":"customer_changed_number","new_wa_id":"12195555358"}""");
        }
    }

    [Test]
    public void A_changed_security_code_has_v1s_name()
    {
        var body = Translation.OfMessage(
            """{"from":"16505551234","id":"wamid.1","timestamp":"1","type":"system","system":{"body":"changed","identity":"h","type":"user_identity_changed"}}""");
        AssertSame(body["messages"]![0]!["system"], """{"body":"changed","identity":"h","type":"customer_identity_changed"}""");
    }

    [TestCase("", """{"profile":{},"wa_id":"255712000111"}""", TestName = "No contact: the sender stands in")]
    [TestCase("""{"profile":{"name":"Asha"}}""", """{"profile":{"name":"Asha"},"wa_id":"255712000111"}""", TestName = "A contact without wa_id gets the sender's")]
    [TestCase("""{"wa_id":"255712000111"}""", """{"profile":{},"wa_id":"255712000111"}""", TestName = "A contact without name keeps an empty profile")]
    [TestCase("""{"profile":{"name":"Asha","username":"asha"},"wa_id":"1","user_id":"US.1","identity_key_hash":"h"}""", """{"profile":{"name":"Asha"},"wa_id":"1","identity_key_hash":"h"}""", TestName = "What v1 must not see is dropped, but whose key it is stays")]
    [TestCase("""{"profile":{"name":null,"badge":"gold"},"wa_id":"1","tier":2}""", """{"profile":{"badge":"gold"},"wa_id":"1","tier":2}""", TestName = "What nobody knows is kept")]
    [TestCase("""{"profile":"Asha","wa_id":["1"]}""", """{"profile":{},"wa_id":"255712000111"}""", TestName = "Wrong types count as absent")]
    [TestCase("""{"profile":{"name":"Asha"},"user_id":"US.1234"}""", """{"profile":{"name":"Asha"},"wa_id":"US.1234"}""", TestName = "A hidden number is a user id")]
    public void A_contact_always_has_a_profile_and_a_wa_id(string contact, string expected)
    {
        var body = Translation.OfMessage("""{"from":"255712000111","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}""", contact);
        AssertSame(body["contacts"]!.AsArray().Single(), expected);
    }

    [TestCase("""{"from_user_id":"US.1234","id":"wamid.1","timestamp":"1","type":"text"}""")]
    [TestCase("""{"from":"US.1234","id":"wamid.1","timestamp":"1","type":"text"}""")]
    [TestCase("""{"id":"wamid.1","timestamp":"1","type":"text"}""")]
    public void A_sender_without_number_is_named_by_the_user_id(string message)
    {
        var body = Translation.OfMessage(message, """{"profile":{"name":"Asha"},"user_id":"US.1234"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body["messages"]![0]!["from"]!.GetValue<string>(), Is.EqualTo("US.1234"));
            Assert.That(body["contacts"]![0]!["wa_id"]!.GetValue<string>(), Is.EqualTo("US.1234"));
            Assert.That(body["messages"]![0]!.AsObject().ContainsKey("from_user_id"), Is.False);
        }
    }

    [Test]
    public void Errors_of_no_message_stand_at_the_top() => AssertSame(
        Translation.OfErrors("""{"code":131000,"title":"Something went wrong","message":"Something went wrong","href":"https://e.example"}"""),
        """{"errors":[{"code":500,"title":"Generic error","details":"cloud 131000: Something went wrong","href":"https://e.example"}]}""");

    private static TestCaseData Case(string name, params string[] values) => new TestCaseData([.. values]).SetArgDisplayNames(name);

    private static void AssertSame(JsonNode? actual, string expected) =>
        Assert.That(JsonNode.DeepEquals(actual, JsonNode.Parse(expected)), Is.True, $"Expected {expected}\nbut was  {actual?.ToJsonString()}");
}
