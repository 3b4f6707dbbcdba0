using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Translating;
using Tujenge.Testing.Callbacks;

namespace Tujenge.Unit.Tests.Inbound;

internal sealed class CloudCallbacksTests
{
    private static readonly string[] Names =
        ["object", "entry", "changes", "field", "value", "metadata", "phone_number_id", "contacts", "messages", "statuses",
         "errors", "id", "from", "from_user_id", "wa_id", "user_id", "profile", "name", "timestamp", "type", "status",
         "recipient_id", "group_id", "conversation", "expiration_timestamp", "pricing", "code", "error_data", "details", "context",
         "reaction", "message_id", "audio", "voice", "image", "sha256", "url", "system", "unsupported", "text", "x", "\\ud800"];

    private static readonly string[] Words =
        ["messages", "text", "audio", "image", "system", "unsupported", "reaction", "user_changed_number", "failed", "sent",
         "255712000111", "1718000000", "AAAA", "", "\\ud800", "\\udc00\\ud800", "\\u0000", "\\\\ud800", "é", "👍"];

    [Test]
    public void No_text_makes_it_throw() => Prop
        .ForAll<string?>(text => Split(text ?? "") is not null)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void No_json_makes_it_throw() => Prop
        .ForAll(Json(depth: 5).ToArbitrary(), json => Translate(json) >= 0)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void No_json_makes_it_throw_when_it_is_restricted_to_a_number() => Prop
        .ForAll(Json(depth: 5).ToArbitrary(), json => CloudCallbacks.Restrict(json, Words.ToHashSet(), withNews: true) is not null)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void What_speaks_of_a_number_says_the_same_alone() => Prop
        .ForAll(SpreadEvents.Of(numbers: 3).ToArbitrary(), order => SpreadEvents.Posts(order, number => $"{number}").All(post =>
        {
            var alone = CloudCallbacks.Restrict(post.Body, new HashSet<string> { "0", "2" }, withNews: true);
            return !alone.ContainsKey("1") && new[] { "0", "2" }.All(number =>
                Said(post.Body).Where(part => part.Number == number).SequenceEqual(alone.TryGetValue(number, out var body) ? Said(body) : []));
        }))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Test]
    public void No_value_of_a_change_makes_it_or_the_translation_throw() => Prop
        .ForAll(Value().ToArbitrary(), value => Translate(ChangeOf(value)) >= 0)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Test]
    public void A_good_message_survives_whatever_stands_beside_it() => Prop
        .ForAll(Json(depth: 4).ToArbitrary(), other =>
        {
            var parts = Split(ChangeOf(
                $$$"""{"metadata":{"phone_number_id":"1"},"contacts":[{{{other}}}],"messages":[{{{other}}},{"id":"wamid.good","from":"1"},{{{other}}}]}"""));
            return parts.Single().Parts.Messages.Any(message => message.Id == "wamid.good");
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Every_change_of_messages_is_a_part_of_its_own_and_other_fields_are_none()
    {
        var parts = Split(
            """
            {"object":"whatsapp_business_account","entry":[
              {"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"id":"a"},{"id":"b"}]}},
                          {"field":"account_update","value":{"metadata":{"phone_number_id":"1"},"messages":[{"id":"no"}]}},
                          {"field":"messages","value":{"metadata":{"phone_number_id":2},"statuses":[{"id":"c","status":"sent"}]}}]},
              {"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"3"},"errors":[{"code":1}]}}]}]}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts.Select(part => part.PhoneNumberId), Is.EqualTo(new[] { "1", "2", "3" }));
            Assert.That(parts[0].Parts.Messages.Select(message => message.Id), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(parts[1].Parts.Statuses.Single().Status, Is.EqualTo("sent"));
            Assert.That(parts[2].Parts.Errors.Single()["code"]!.GetValue<int>(), Is.EqualTo(1000));
            Assert.That(parts.SelectMany(part => part.Parts.Unreadable), Is.Empty);
        }
    }

    [TestCase("""{"entry":{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"id":"a"}]}}]}}""")]
    [TestCase("""{"entry":[{"changes":{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"id":"a"}]}}}]}""")]
    [TestCase("""{"entry":[],"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"1"},"messages":{"id":"a"}}}]}]}""")]
    public void What_stands_without_an_array_around_it_is_read(string body) =>
        Assert.That(Split(body).Single().Parts.Messages.Select(message => message.Id), Is.EqualTo(["a"]));

    [Test]
    public void Of_a_message_to_a_group_the_recipient_is_the_member_as_in_v1()
    {
        var part = Split(ChangeOf("""
            {"metadata":{"phone_number_id":"1"},"statuses":[{"id":"a","status":"read","timestamp":"1718000000",
             "recipient_id":"Y2FwaV9ncm91cDox","recipient_type":"group","recipient_participant_id":"255712000111"}]}
            """)).Single().Parts.Statuses.Single();

        Assert.That(part.Member, Is.EqualTo("255712000111"));
        Assert.That(
            part.Document.ToJsonString(),
            Is.EqualTo(Contracts.OneLine.Of(
                """
                {"id":"a","recipient_id":"255712000111","status":"read","timestamp":"1718000000","type":"message",
                "message":{"recipient_id":"255712000111"},"recipient_type":"group","recipient_participant_id":"255712000111",
                "group_id":"Y2FwaV9ncm91cDox"}
                """)));
    }

    [TestCase("""{"id":"a","status":"read","recipient_id":"255712000111"}""", null)]
    [TestCase("""{"id":"a","status":"read","recipient_id":"255712000111","group_id":"g"}""", "255712000111")]
    public void A_status_is_of_a_member_only_where_the_group_is_named(string status, string? member) => Assert.That(
        Split(ChangeOf($$"""{"metadata":{"phone_number_id":"1"},"statuses":[{{status}}]}""")).Single().Parts.Statuses.Single().Member, Is.EqualTo(member));

    [TestCase("not json", 1)]
    [TestCase("", 1)]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[7,{"type":"text"}],"statuses":[{"id":"a"}]}}]}]}""", 3)]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"\u0000"},"statuses":[{"id":"a","status":"read"}]}}]}]}""", 1)]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"\u0000"}}}]}]}""", 0)]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":{"messages":[{"id":"of nobody"}],"statuses":[{"id":"a"}]}}]}]}""", 1)]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":[{"messages":[{"id":"a"}]}]},{"field":"messages"},{"field":"account_update"}]}]}""", 2)]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"news":{}}}]}]}""", 1, Description = "no event")]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"news":{},"errors":[{"code":1}]}}]}]}""", 0)]
    public void What_cannot_be_read_is_counted(string body, int count) =>
        Assert.That(Split(body).Sum(change => change.Parts.Unreadable.Count), Is.EqualTo(count));

    [TestCase("""{"object":"page",X}""", "")]
    [TestCase("""{"object":null,X}""", "a")]
    [TestCase("""{"object":"whatsapp_business_account",X}""", "a")]
    [TestCase("""{X}""", "a")]
    public void What_is_about_another_object_is_put_aside(string body, string id)
    {
        var text = body.Replace("X", ChangeOf("""{"metadata":{"phone_number_id":"1"},"messages":[{"id":"a"}]}""")[1..^1], StringComparison.Ordinal);
        var parts = Split(text).Single().Parts;
        Assert.That(string.Concat(parts.Messages.Select(message => message.Id)), Is.EqualTo(id));
        Assert.That(parts.Unreadable, Is.EqualTo(id.Length == 0 ? [text] : Array.Empty<string>()));
    }

    [Test]
    public void Contacts_of_no_event_are_told_and_those_of_statuses_go_with_them()
    {
        var parts = Split(ChangeOf("""
            {"metadata":{"phone_number_id":"1"},
             "contacts":[{"profile":{"name":"Asha","username":"@a"},"wa_id":"255712000111","user_id":"TZ.1"},{"user_id":"TZ.2","new":1},{"profile":{"name":null},"user_id":"TZ.3"}],
             "statuses":[{"id":"a","status":"sent","recipient_user_id":"TZ.2"},{"id":"b","status":"sent","recipient_id":"255712000111"}]}
            """)).Single().Parts;

        Assert.That(
            parts.Statuses.Select(status => status.Contact?.ToJsonString()),
            Is.EqualTo(["""{"profile":{},"wa_id":"TZ.2","new":1}""", """{"profile":{"name":"Asha"},"wa_id":"255712000111"}"""]));
        Assert.That(parts.Rest?.ToJsonString(), Is.EqualTo("""{"contacts":[{"profile":{},"wa_id":"TZ.3"}]}"""));
        Assert.That(
            Split(ChangeOf("""{"metadata":{"phone_number_id":"1"},"contacts":[{"wa_id":"1"}]}""")).Single().Parts.Rest?.ToJsonString(),
            Is.EqualTo("""{"contacts":[{"profile":{},"wa_id":"1"}]}"""));
    }

    [Test]
    public void Who_has_another_number_is_introduced_with_what_he_got_and_not_with_that()
    {
        var parts = Split(ChangeOf("""
            {"metadata":{"phone_number_id":"1"},"contacts":[{"wa_id":"255712000111"}],
             "messages":[{"id":"a","from":"255712000111","type":"system","system":{"type":"user_changed_number","wa_id":"255712000112"}}],
             "statuses":[{"id":"b","status":"sent","recipient_id":"255712000111"}]}
            """)).Single().Parts;
        Assert.That((parts.Messages.Single().Contact, parts.Rest), Is.EqualTo(((JsonObject?)null, (JsonObject?)null)));
        Assert.That(parts.Statuses.Single().Contact?.ToJsonString(), Is.EqualTo("""{"profile":{},"wa_id":"255712000111"}"""));
    }

    [TestCase("""{"image":{"id":"1","mime_type":"image/png"}}""", "1 image/png")]
    [TestCase("""{"gif":{"id":2,"mime_type":"image/gif"},"context":{"id":"wamid.1"},"contacts":[{"id":"x"}]}""", "2 image/gif")]
    [TestCase("""{"referral":{"image":{"id":"3"}},"interactive":{"header":{"video":{"id":"4","sha256":"x"}},"button_reply":{"id":"b"}}}""", "3 ,4 ")]
    [TestCase("""{"image":{"id":null},"video":{"id":""},"audio":"5"}""", "")]
    public void Files_are_found_wherever_they_are(string message, string files) => Assert.That(
        string.Join(',', ReceivedMedia.In(JsonNode.Parse(message)).Select(file => $"{file.Id} {file.MimeType}")), Is.EqualTo(files));

    [Test]
    public void A_part_that_is_too_deep_costs_its_siblings_nothing_and_neither_does_a_byte_order_mark()
    {
        var deep = $"{string.Concat(Enumerable.Repeat("[", 2000))}{new string(']', 2000)}";
        var parts = Split("\uFEFF" + ChangeOf($$"""{"metadata":{"phone_number_id":"1"},"messages":[{"id":"deep","x":{{deep}}},{"id":"good"}]}""")).Single().Parts;
        Assert.That(parts.Messages.Select(message => message.Id), Is.EqualTo(["good"]));
        Assert.That(parts.Unreadable, Has.Count.EqualTo(1));
    }

    [TestCase("""a\ud83d""", "a\ufffd")]
    [TestCase("""\ud83d\ud83d\udc4d""", "\ufffd👍")]
    [TestCase("""\udc4d\ud83d""", "\ufffd\ufffd")]
    [TestCase("""\\ud83d""", "\\ud83d")]
    [TestCase("""\\\ud83d\n""", "\\\ufffd\n")]
    [TestCase("""\uD83D\uDC4D""", "👍")]
    [TestCase("""\u00e9""", "é")]
    public void Half_an_emoji_is_repaired_and_nothing_else_is_touched(string escaped, string expected) => Assert.That(
        JsonSerializer.Deserialize<string>(CallbackText.WithoutHalfPairs($"\"{escaped}\"")), Is.EqualTo(expected));

    /// <summary>Splits, then translates everything that was found.</summary>
    private static int Translate(string json)
    {
        var channelId = Guid.NewGuid();
        var bodies = Split(json).Select(change => change.Parts).SelectMany(parts => parts.Messages
            .Select(message => EventFactory.FromMessage(channelId, message, DateTimeOffset.UnixEpoch, id => id).Body)
            .Concat(parts.Statuses.Select(status => EventFactory.FromStatus(channelId, status, status.Id, DateTimeOffset.UnixEpoch).Body))
            .Append(EventFactory.FromErrors(channelId, parts.Errors, parts.Rest, channelId, DateTimeOffset.UnixEpoch).Body));
        return bodies.Count(body => JsonNode.Parse(body) is JsonObject);
    }

    private static IEnumerable<(string? Number, string Document)> Said(string body) => Split(body).SelectMany(
        change => change.Parts.Messages.Concat(change.Parts.Statuses),
        (change, part) => (change.PhoneNumberId, $"{part.Document.ToJsonString()}{part.Contact?.ToJsonString()}"));

    private static IReadOnlyList<CloudChange> Split(string body) => CloudCallbacks.Split(body, DateTimeOffset.UnixEpoch);

    private static string ChangeOf(string value) => $$"""{"entry":[{"changes":[{"field":"messages","value":{{value}}}]}]}""";

    /// <summary>A value with the right skeleton and anything inside.</summary>
    private static Gen<string> Value() =>
        from contact in Json(depth: 3)
        from message in Members(depth: 3)
        from status in Members(depth: 3)
        from error in Json(depth: 2)
        select $$$"""
            {"metadata":{"phone_number_id":"1"},"contacts":[{{{contact}}}],"messages":[{"id":"m"{{{message}}} }],
             "statuses":[{"id":"s","status":"sent"{{{status}}} }],"errors":[{{{error}}}]}
            """;

    private static Gen<string> Members(int depth) =>
        Member(Json(depth)).ListOf(4).Select(members => string.Concat(members.Select(member => $",{member}")));

    private static Gen<string> Member(Gen<string> value) =>
        Gen.Elements(Names).Zip(value).Select(pair => $"\"{pair.Item1}\":{pair.Item2}");

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("null", "true", "7", "-1.5e300", "99999999999999999999"),
            Gen.Elements(Words).Select(word => $"\"{word}\""));
        if (depth == 0)
        {
            return leaf;
        }

        // A name may come twice: nothing in JSON's grammar forbids it.
        var inner = Json(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.ListOf(2).Select(items => $"[{string.Join(',', items)}]"),
            Member(inner).ListOf(4).Select(members => $"{{{string.Join(',', members)}}}"));
    }
}
