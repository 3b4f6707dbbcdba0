using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class AdminTenantsTests
{
    private const string Unknown = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private RunningEdge _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase("  ", "must not be blank")]
    [TestCase("a\\u001bb", "must have no characters that do not show")]
    [TestCase("a\\u202eb", "must have no characters that do not show")]
    public async Task A_name_that_nobody_can_see_is_refused(string name, string rule)
    {
        using var answer = await CreateAsync(name);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", $"Parameter 'name' {rule}", "name");
    }

    [Test]
    public async Task A_tenant_that_many_remove_at_once_is_gone_for_the_others()
    {
        using var created = await CreateAsync("Duka la haraka");
        var id = (await created.ReadJsonAsync()).GetProperty("id").GetGuid();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/tenants/{id}")));
        Assert.That(answers.Select(answer => answer.StatusCode), Has.One.EqualTo(HttpStatusCode.NoContent));
        Assert.That(answers.Select(answer => answer.StatusCode), Has.Exactly(7).EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_tenant_is_added_renamed_listed_and_removed()
    {
        using var created = await CreateAsync("Duka la Asha");
        var tenant = await created.ReadJsonAsync();
        var id = tenant.GetProperty("id").GetGuid();
        using var renamed = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/tenants/{id}", """{"name":" Duka la Juma "}""");
        using var list = await _edge.AdminAsync(HttpMethod.Get, "/admin/v1/tenants");
        using var removed = await _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/tenants/{id}");
        using var gone = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/tenants/{id}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(tenant.EnumerateObject().Select(member => member.Name), Is.EqualTo(["id", "name", "created_at"]));
            Assert.That((await renamed.ReadJsonAsync()).GetProperty("name").GetString(), Is.EqualTo("Duka la Juma"));
            Assert.That(await list.Content.ReadAsStringAsync(), Does.Contain("Duka la Juma").And.Not.Contain("Duka la Asha"));
            Assert.That(removed.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        }

        await gone.IsProblemAsync(HttpStatusCode.NotFound, "Not Found", "There is no tenant with this id.");
    }

    [Test]
    public async Task A_name_belongs_to_one_tenant()
    {
        using var first = await CreateAsync("Mama Lishe");
        using var second = await CreateAsync("Mama Lishe");
        using var third = await CreateAsync("Baba Lishe");
        var id = (await third.ReadJsonAsync()).GetProperty("id").GetGuid();
        using var renamed = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/tenants/{id}", """{"name":"Mama Lishe"}""");

        await second.IsProblemAsync(HttpStatusCode.Conflict, "Conflict", "Another tenant has this name.", "name");
        await renamed.IsProblemAsync(HttpStatusCode.Conflict, "Conflict", "Another tenant has this name.", "name");
    }

    [TestCase("{}", "Parameter 'name' is absent")]
    [TestCase("""{"name":""}""", "Parameter 'name' must have 1 to 128 characters, got 0")]
    [TestCase("""{"name":7}""", "Parameter 'name' must be a string, got a number")]
    public async Task A_wrong_name_is_refused(string json, string detail)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Post, "/admin/v1/tenants", json);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", detail, "name");
    }

    [TestCase("GET", null)]
    [TestCase("PATCH", """{"name":"Nobody"}""")]
    [TestCase("DELETE", null)]
    public async Task What_does_not_exist_is_not_found(string method, string? json)
    {
        using var answer = await _edge.AdminAsync(new HttpMethod(method), $"/admin/v1/tenants/{Unknown}", json);
        await answer.IsProblemAsync(HttpStatusCode.NotFound, "Not Found", "There is no tenant with this id.");
    }

    private Task<HttpResponseMessage> CreateAsync(string name) =>
        _edge.AdminAsync(HttpMethod.Post, "/admin/v1/tenants", $$"""{"name":"{{name}}"}""");
}
