using System.Net;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>The OpenAPI document says what the API does, since it is made from it.</summary>
[Parallelizable]
internal sealed class AdminDocumentTests
{
    private RunningEdge _edge = null!;
    private JsonElement _document;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        using var answer = await _edge.AdminAsync(HttpMethod.Get, "/admin/v1/openapi.json", token: null);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        _document = await answer.ReadJsonAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public void It_has_the_admin_api_and_nothing_else()
    {
        var paths = _document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.That(_document.GetProperty("openapi").GetString(), Does.StartWith("3.1"));
        Assert.That(paths, Has.All.StartsWith("/admin/v1/"));
        Assert.That(paths, Is.SupersetOf(
            new[] { "/admin/v1/tenants", "/admin/v1/channels/{id}", "/admin/v1/keys/{keyId}/rotate", "/admin/v1/audit" }));
    }

    [Test]
    public void Every_operation_has_a_name_a_summary_and_the_answer_of_a_good_request()
    {
        foreach (var operation in Operations())
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(operation.TryGetProperty("operationId", out _), Is.True, $"{operation}");
                Assert.That(operation.TryGetProperty("summary", out _), Is.True, $"{operation}");
                Assert.That(
                    operation.GetProperty("responses").EnumerateObject().Select(response => response.Name),
                    Has.Some.StartsWith("2").And.Some.EqualTo("401"),
                    $"{operation}");
            }
        }
    }

    [Test]
    public async Task Every_field_of_a_channels_request_is_one_that_the_api_reads()
    {
        var schema = _document.GetProperty("components").GetProperty("schemas").GetProperty("ChannelChangeRequest");
        var (channelId, _, _) = await _edge.CreateChannelAsync();
        foreach (var field in schema.GetProperty("properties").EnumerateObject().Select(property => property.Name))
        {
            using var answer = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{channelId}", $$$"""{"{{{field}}}":{"of":"a wrong type"}}""");
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await answer.ReadJsonAsync()).GetProperty("field").GetString(), Is.EqualTo(field));
        }
    }

    [Test]
    public async Task An_answer_has_just_the_fields_of_its_schema()
    {
        var schema = _document.GetProperty("components").GetProperty("schemas").GetProperty("ChannelAnswer");
        var (channelId, _, _) = await _edge.CreateChannelAsync();
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{channelId}");
        var fields = (await answer.ReadJsonAsync()).EnumerateObject().Select(field => field.Name);

        Assert.That(
            schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Except(["verify_token", "callback_token"]),
            Is.EqualTo(fields));
    }

    private IEnumerable<JsonElement> Operations() => _document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject())
        .Select(operation => operation.Value);
}
