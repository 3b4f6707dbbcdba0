using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge.OpenApi;

/// <summary>The OpenAPI document of <c>/v1</c> is whole.</summary>
[Parallelizable]
internal sealed partial class V1DocumentTests
{
    private RunningEdge _edge = null!;
    private V1Docs _docs = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        _docs = await V1Docs.ReadAsync(_edge.Http);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public void It_is_OpenAPI_3_1_and_names_the_key() => Assert.That(
        (_docs.Document.GetProperty("openapi").GetString()![..4],
            _docs.Document.GetProperty("components").GetProperty("securitySchemes").GetProperty("apiKey").GetProperty("name").GetString()),
        Is.EqualTo(("3.1.", "WA-API-KEY")));

    [Test]
    public void Every_route_is_in_it()
    {
        var routes = _edge.Routes
            .Where(route => route.Pattern.StartsWith("/v1/", StringComparison.Ordinal))
            .Select(route => $"{route.Method} {Constraint().Replace(route.Pattern, "{$1}")}")
            .Where(route => !route.EndsWith("/messages/{id}/{rest}", StringComparison.Ordinal)) // The same, with slashes in the id.
            .ToArray();
        Assert.That(routes, Has.Length.GreaterThan(40));
        Assert.That(_docs.Operations.Select(operation => $"{operation}"), Is.EquivalentTo(routes));
    }

    [Test]
    public void Every_operation_has_an_id_of_its_own_a_summary_a_tag_and_its_answers()
    {
        Assert.That(_docs.Operations.Select(operation => operation.Json.GetProperty("operationId").GetString()), Is.Unique);
        using (Assert.EnterMultipleScope())
        {
            foreach (var operation in _docs.Operations)
            {
                Assert.That(operation.Json.GetProperty("summary").GetString(), Is.Not.Empty, $"{operation}");
                Assert.That(operation.Json.GetProperty("tags").GetArrayLength(), Is.EqualTo(1), $"{operation}");
                Assert.That(
                    operation.Json.GetProperty("responses").EnumerateObject().Select(response => response.Name),
                    Is.SupersetOf(new[] { "401", "429", "500", "503" }).And.Some.StartsWith("2"),
                    $"{operation}");
            }
        }
    }

    [Test]
    public void Every_part_of_a_path_is_a_parameter()
    {
        foreach (var operation in _docs.Operations)
        {
            var parts = Constraint().Matches(operation.Path).Select(match => match.Groups[1].Value);
            var parameters = operation.Json.TryGetProperty("parameters", out var all)
                ? all.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "path").Select(one => one.GetProperty("name").GetString()!)
                : [];
            Assert.That(parameters, Is.EquivalentTo(parts), $"{operation}");
        }
    }

    [Test]
    public void Every_reference_leads_somewhere()
    {
        var references = Reference().Matches(_docs.Document.GetRawText()).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct().ToArray();
        Assert.That(references, Has.Length.GreaterThan(40));
        foreach (var (kind, name) in references)
        {
            Assert.That(_docs.Document.GetProperty("components").GetProperty(kind).TryGetProperty(name, out _), Is.True, name);
        }
    }

    [Test]
    public void Every_example_fits_its_schema()
    {
        var problems = _docs.Operations.SelectMany(operation => operation.Examples().Select(example => operation.FindProblem(example.Value)))
            .Concat(_docs.Operations.SelectMany(operation => operation.AnswerExamples()
                .Select(example => operation.FindProblem(example.Status, "application/json", example.Value.GetRawText()))));
        Assert.That(problems.OfType<string>(), Is.Empty);
    }

    [Test]
    public void Every_JSON_body_and_every_error_has_an_example()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var operation in _docs.Operations)
            {
                var errors = operation.Json.GetProperty("responses").EnumerateObject()
                    .Select(response => response.Name).Where(status => status[0] is '4' or '5').Select(status => int.Parse(status, null));
                Assert.That(operation.AnswerExamples().Select(example => example.Status), Is.SupersetOf(errors), $"{operation}");
                if (operation.Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _))
                {
                    Assert.That(operation.Examples(), Is.Not.Empty, $"{operation}");
                }
            }
        }
    }

    [TestCase("POST /v1/media", "/v1/media")]
    [TestCase("POST /v1/settings/profile/photo", "/v1/settings/profile/photo")]
    [TestCase("POST /v1/groups/{groupId}/icon", "/v1/groups/GROUP-ID/icon")]
    public void A_file_that_is_wanted_has_a_command_that_sends_one(string name, string path)
    {
        var body = _docs.Operations.Single(operation => $"{operation}" == name).Json.GetProperty("requestBody");
        Assert.That(body.GetProperty("description").GetString(), Does.Contain($"`curl http://127.0.0.1:8080{path} ").And.Contain("--data-binary @"));
    }

    [TestCase("POST /v1/media", 200, """{"media":[{"id":"7"}]}""")]
    [TestCase("DELETE /v1/media/{mediaId}", 200, "{}")]
    [TestCase("PUT /v1/messages/{id}", 200, "{}")]
    [TestCase("POST /v1/contacts", 200, """{"contacts":[]}""")]
    [TestCase("GET /v1/settings/profile/about", 200, """{"settings":{}}""")]
    [TestCase("GET /v1/media/{mediaId}", 404, """{"errors":[{"code":1006,"title":"Resource not found"}]}""")]
    public void A_v1_server_may_leave_meta_out_and_the_gateway_may_not(string name, int status, string json)
    {
        var operation = _docs.Operations.Single(operation => $"{operation}" == name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(operation.FindProblem(status, "application/json", json, isBehindV1: true), Is.Null);
            Assert.That(operation.FindProblem(status, "application/json", json), Does.Contain("meta"));
        }
    }

    [Test]
    public void A_v1_server_may_tell_a_part_of_the_business_profile_and_the_gateway_tells_all()
    {
        const string part =
            """{"settings":{"business":{"profile":{"address":"Kariakoo"}}},"meta":{"api_status":"stable","version":"2.53.1"}}""";
        var operation = _docs.Operations.Single(operation => $"{operation}" == "GET /v1/settings/business/profile");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(operation.FindProblem(200, "application/json", part, isBehindV1: true), Is.Null);
            Assert.That(operation.FindProblem(200, "application/json", part), Does.Contain("vertical"));
        }
    }

    [TestCase("POST /v1/messages", 201, """{"contacts":[],"messages":[]}""")]
    [TestCase("GET /v1/messages/{id}", 200, """{"messages":[]}""")]
    [TestCase("POST /v1/messages", 400, """{"errors":[{"code":1008,"title":"Required parameter is missing"}]}""")]
    [TestCase("POST /v1/configs/webhook", 400, """{}""")]
    public void What_the_gateway_answers_itself_has_meta_also_before_a_v1_server(string name, int status, string json)
    {
        var operation = _docs.Operations.Single(operation => $"{operation}" == name);
        Assert.That(operation.FindProblem(status, "application/json", json, isBehindV1: true), Does.Contain("meta"));
    }

    [TestCase("""{"to":255712000111,"text":{"body":"hi"}}""")]
    [TestCase("""{"text":{"body":"hi"}}""")]
    [TestCase("""{"to":"255712000111","text":{"body":7}}""")]
    public void What_is_wrong_does_not_fit(string json)
    {
        using var body = System.Text.Json.JsonDocument.Parse(json);
        Assert.That(_docs.Operations.Single(operation => $"{operation}" == "POST /v1/messages").FindProblem(body.RootElement), Is.Not.Null);
    }

    [Test]
    public void An_answer_that_is_not_documented_is_found()
    {
        var operation = _docs.Operations.Single(operation => $"{operation}" == "POST /v1/messages");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(operation.FindProblem(418, "application/json", "{}"), Does.Contain("418"));
            Assert.That(operation.FindProblem(201, "text/html", "<p>"), Does.Contain("text/html"));
            Assert.That(operation.FindProblem(201, "application/json", """{"messages":[]}"""), Does.Contain("contacts"));
            Assert.That(operation.FindProblem(400, "application/json", """{"error":"no"}"""), Is.Not.Null);
        }
    }

    [TestCase("POST /v1/messages", 201, "Tujenge-Warning", true)]
    [TestCase("POST /v1/messages", 201, "Idempotent-Replayed", true)]
    [TestCase("POST /v1/messages", 200, "idempotent-replayed", false)]
    [TestCase("POST /v1/messages", 400, "Tujenge-Warning", false)]
    [TestCase("POST /v1/messages", 429, "Retry-After", true)]
    [TestCase("POST /v1/messages", 503, "Retry-After", true)]
    [TestCase("POST /v1/messages", 500, "Retry-After", false)]
    [TestCase("POST /v1/messages", 201, "Date", true)]
    [TestCase("POST /v1/media", 201, "Tujenge-Warning", true)]
    [TestCase("POST /v1/groups", 200, "Tujenge-Warning", true)]
    [TestCase("PUT /v1/groups/{groupId}", 200, "Tujenge-Warning", true)]
    [TestCase("GET /v1/groups", 200, "Tujenge-Warning", false)]
    public void Headers_of_our_own_must_be_documented(string name, int status, string header, bool isDocumented)
    {
        var operation = _docs.Operations.Single(operation => $"{operation}" == name);
        var answer = operation.AnswerExamples().FirstOrDefault(example => example.Status == status).Value;
        var problem = operation.FindProblem(
            status, "application/json", answer.ValueKind == default ? "{}" : answer.GetRawText(), [header], isBehindV1: true);
        Assert.That(problem, isDocumented ? Is.Null : Does.Contain(header));
    }

    [Test]
    public async Task Below_a_base_path_it_has_the_same_paths_and_another_server()
    {
        await using var edge = await RunningEdge.StartAsync(("Edge:BasePath", "/whatsapp/eu"));
        var docs = await V1Docs.ReadAsync(edge.Http, "/whatsapp/eu");
        Assert.That(docs.Operations.Select(operation => $"{operation}"), Is.EqualTo(_docs.Operations.Select(operation => $"{operation}")));
        Assert.That(docs.Document.GetProperty("servers")[0].GetProperty("url").GetString(), Is.EqualTo("/whatsapp/eu"));
    }

    [TestCase("")]
    [TestCase("/whatsapp/eu")]
    public async Task A_page_shows_it_without_any_other_host(string basePath)
    {
        (string, string)[] settings = basePath is "" ? [] : [("Edge:BasePath", basePath)];
        await using var edge = await RunningEdge.StartAsync(settings);
        using var page = await edge.Http.GetAsync(new Uri($"{basePath}/docs", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(html, Does.Contain("docs/v1/openapi.json").And.Contain("admin/v1/openapi.json"));
            Assert.That(html, Does.Not.Contain("//"), "an address of another host");
        }

        foreach (var script in Script().Matches(html).Select(match => match.Groups[1].Value))
        {
            using var answer = await edge.Http.GetAsync(new Uri($"{basePath}/docs/{script}", UriKind.Relative));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Does.Contain("javascript"), script);
        }
    }

    [GeneratedRegex(@"\{\**(\w+)[^{}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex("\"#/components/(\\w+)/(\\w+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Script();
}
