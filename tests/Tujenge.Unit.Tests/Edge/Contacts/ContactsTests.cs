using System.Net;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge.Contacts;

/// <summary><c>POST /v1/contacts</c> (whatsapp-v1-api, section 7).</summary>
[Parallelizable]
internal sealed class ContactsTests
{
    private const string Path = "/v1/contacts";
    private const string Meta = """ "meta":{"api_status":"stable","version":"2.53.1"} """;

    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase("/v1/contacts")]
    [TestCase("/v1/contacts/")]
    public async Task Every_number_gets_an_answer_with_the_input_as_it_was(string path)
    {
        using var answer = await _edge.PostAsync(
            path,
            """{"blocking":"wait","contacts":["+255 712 000 111","0712000222","+255 712 000 111","é"],"force_check":true}""",
            _key);

        Assert.That(
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((
                HttpStatusCode.OK,
                """{"contacts":[{"input":"+255 712 000 111","status":"valid","wa_id":"255712000111"},{"input":"0712000222","status":"invalid"},"""
                + """{"input":"+255 712 000 111","status":"valid","wa_id":"255712000111"},{"input":"é","status":"failed"}],"""
                + Meta.Trim() + "}")));
    }

    [TestCase("""{"contacts":["255712000111"]}""")]
    [TestCase("""{"contacts":"255712000111"}""")]
    [TestCase("""{"contacts":["255712000111"],"blocking":"no_wait"}""")]
    [TestCase("""{"contacts":["255712000111"],"blocking":null,"force_check":null}""")]
    [TestCase("""{"contacts":["255712000111"],"force_check":false,"unknown":[1]}""")]
    public async Task Nothing_is_ever_still_being_decided(string json)
    {
        using var answer = await _edge.PostAsync(Path, json, _key);

        Assert.That(
            (answer.StatusCode, (await answer.ReadJsonAsync()).GetProperty("contacts").GetRawText()),
            Is.EqualTo((HttpStatusCode.OK, """[{"input":"255712000111","status":"valid","wa_id":"255712000111"}]""")));
    }

    [Test]
    public async Task Without_the_table_only_numbers_that_can_be_right_have_to_wait()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, key) = await edge.CreateChannelAsync();
        edge.TakeOwnDatabaseAway();
        using var valid = await edge.PostAsync(Path, """{"contacts":["255712000111","7"]}""", key);
        using var invalid = await edge.PostAsync(Path, """{"contacts":["7"]}""", key);

        await valid.IsOverloadedAsync("The gateway's database does not answer; try again");
        Assert.That(invalid.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("{}", 1008, "Parameter 'contacts' is absent")]
    [TestCase("""{"contacts":null}""", 1008, "Parameter 'contacts' is absent")]
    [TestCase("""{"contacts":[]}""", 1009, "Parameter 'contacts' must have 1 to 1000 elements, got 0")]
    [TestCase("""{"contacts":7}""", 1025, "Parameter 'contacts' must be an array, got a number")]
    [TestCase("""{"contacts":{"a":"b"}}""", 1025, "Parameter 'contacts' must be an array, got an object")]
    [TestCase("""{"contacts":["1",7]}""", 1025, "Parameter 'contacts[1]' must be a string, got a number")]
    [TestCase("""{"contacts":[null]}""", 1008, "Parameter 'contacts[0]' is absent")]
    [TestCase("""{"contacts":["1"],"blocking":"later"}""", 1009, "Parameter 'blocking' must be no_wait or wait, got 'later'")]
    [TestCase("""{"contacts":["1"],"blocking":true}""", 1025, "Parameter 'blocking' must be a string, got a boolean")]
    [TestCase("""{"contacts":["1"],"force_check":"yes"}""", 1025, "Parameter 'force_check' must be a boolean, got a string")]
    [TestCase("[]", 1025, "The body must be a JSON object, got an array")]
    [TestCase("", 1025, "The body is empty; a JSON object is expected")]
    public async Task A_wrong_request_is_refused(string json, int code, string details)
    {
        using var answer = await _edge.PostAsync(Path, json, _key);
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, code, TitleOf(code), details);
    }

    [Test]
    public async Task As_many_as_anybody_should_ask_about_at_once()
    {
        static string Body(int count) =>
            JsonSerializer.Serialize(new { contacts = Enumerable.Range(0, count).Select(number => $"+2557120{number:D5}") });

        using var most = await _edge.PostAsync(Path, Body(1000), _key);
        Assert.That(most.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await most.ReadJsonAsync()).GetProperty("contacts").GetArrayLength(), Is.EqualTo(1000));

        using var more = await _edge.PostAsync(Path, Body(1001), _key);
        await more.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1009, TitleOf(1009), "Parameter 'contacts' must have 1 to 1000 elements, got 1001");
    }

    [TestCase("GET", null)]
    [TestCase("PUT", """{"hash":"abc"}""")]
    public async Task Identities_are_not_there_on_the_cloud_api(string method, string? json)
    {
        using var content = json is null ? null : new StringContent(json);
        using var answer = await _edge.SendAsync(new HttpMethod(method), "/v1/contacts/255712000111/identity", _key, content);

        await answer.IsV1ErrorAsync(
            HttpStatusCode.NotImplemented, 1000, "Generic error", "The identity of a contact is not available on the Cloud API");
    }

    private static string TitleOf(int code) => code switch
    {
        1008 => "Required parameter is missing",
        1009 => "Parameter value is not valid",
        _ => "Invalid request",
    };
}
