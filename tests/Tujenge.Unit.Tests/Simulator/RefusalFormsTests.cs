using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>Whatever is wrong with a request, each side of the simulator says so in its own form.</summary>
[Parallelizable]
internal sealed class RefusalFormsTests
{
    private const string Graph = $"/v23.0/{RunningSimulator.NumberId}";
    private const string Templates = $"/v23.0/{RunningSimulator.WabaId}/message_templates";

    private RunningSimulator _simulator = null!;
    private string _token = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        await _simulator.AddOnPremisesNumberAsync();
        using var login = await SendAsync("POST", "/simulator/onprem/v1/users/login", null, new("Basic", Convert.ToBase64String("a-user:a-password"u8)));
        _token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("users")[0].GetProperty("token").GetString()!;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCase("POST", "messages", """{"to":"255712000111","to":"255712000111","text":{"body":"hi"}}""")]
    [TestCase("POST", "messages", """{"to":"255712000111","text":{"body":"hi","body":"hi"}}""")]
    [TestCase("PUT", "messages/1", """{"status":"read","status":"read"}""")]
    [TestCase("POST", "contacts", """{"contacts":["1"],"contacts":["2"]}""")]
    [TestCase("PUT", "contacts/255712000111/identity", """{"hash":"a","hash":"b"}""")]
    [TestCase("POST", "groups", """{"subject":"a","subject":"b"}""")]
    [TestCase("POST", "stickerpacks", """{"name":"a","name":"b"}""")]
    [TestCase("POST", "stickerpacks", """{"name":{"x":1,"x":2}}""")]
    [TestCase("POST", "settings/business/profile", """{"address":"a","address":"b"}""")]
    [TestCase("POST", "stickerpacks", """{"\ud83d":"a"}""")]
    public async Task A_name_that_is_twice_is_v1s_1025(string method, string path, string json)
    {
        using var answer = await SendV1Async(method, path, json);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        Assert.That(((int)answer.StatusCode, error.GetProperty("code").GetInt32()), Is.EqualTo((400, 1025)));
    }

    [TestCase($"{Graph}/messages", """{"messaging_product":"whatsapp","to":"255712000111","type":"text","text":{"body":"a","body":"b"}}""")]
    [TestCase($"{Graph}/messages", """{"messaging_product":"whatsapp","to":"255712000111","to":"1","type":"text","text":{"body":"a"}}""")]
    [TestCase($"{Graph}/messages", "[]")]
    [TestCase($"{Graph}/whatsapp_business_profile", """{"messaging_product":"whatsapp","about":"a","about":"b"}""")]
    [TestCase(Templates, """{"name":"a","name":"b","language":"sw","category":"UTILITY","components":[{"type":"BODY","text":"Hi"}]}""")]
    [TestCase(Templates, """{"name":"a","language":"sw","category":"UTILITY","components":[{"type":"BODY","text":"Hi","x":{"y":1,"y":2}}]}""")]
    public async Task A_name_that_is_twice_is_Graphs_100(string path, string json)
    {
        using var answer = await SendAsync("POST", path, json, new("Bearer", RunningSimulator.Token));
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        Assert.That(((int)answer.StatusCode, error.GetProperty("code").GetInt32()), Is.EqualTo((400, 100)));
    }

    [TestCase("PUT", "faults", """{"error_rate":0,"error_rate":0}""")]
    [TestCase("PUT", "templates", """{"templates":[{"name":"a","name":"b","body":"x"}]}""")]
    [TestCase("PUT", "numbers/1", """{"phone_number":"1","phone_number":"2"}""")]
    [TestCase("PUT", "phones/255712000111", """{"auto_read":true,"auto_read":true}""")]
    [TestCase("POST", "phones/255712000111/write", """{"text":"a","text":"b"}""")]
    [TestCase("POST", "phones/255712000111/write", """{"type":"x","type":"x"}""")]
    [TestCase("POST", "phones/255712000111/write", """{"text":{"body":"a","body":"b"}}""")]
    [TestCase("POST", "phones/255712000111/write", """{"type":"image","image":{"x":{"id":"1","id":"2"}}}""")]
    [TestCase("POST", $"numbers/{RunningSimulator.NumberId}/callbacks", """{"callbacks":[{"errors":[{"code":1,"code":2}]}]}""")]
    [TestCase("POST", $"numbers/{RunningSimulator.NumberId}/callbacks", """{"callbacks":[{"message":{"from":"1","from":"2","type":"text"}}]}""")]
    [TestCase("POST", $"numbers/{RunningSimulator.NumberId}/callbacks", """{"callbacks":[{"value":{"a":1,"a":2}}]}""")]
    [TestCase("POST", "clock/advance", """{"seconds":1,"seconds":1}""")]
    [TestCase("POST", "reset", """{"seed":1,"seed":1}""")]
    public async Task A_name_that_is_twice_is_refused_by_the_control_API(string method, string path, string json)
    {
        using var answer = await SendAsync(method, $"/simulator/{path}", json, null);
        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString(), Has.Length.GreaterThan(20));
    }

    [TestCase("GET", "nothing", 404, 1006)]
    [TestCase("POST", "services/x/y", 404, 1006)]
    [TestCase("PATCH", "messages", 405, 1000)]
    [TestCase("DELETE", "contacts", 405, 1000)]
    public async Task A_path_or_method_that_v1_has_not_is_told_in_its_form(string method, string path, int status, int code)
    {
        using var answer = await SendV1Async(method, path, "{}");
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)answer.StatusCode, error.GetProperty("code").GetInt32()), Is.EqualTo((status, code)));
            Assert.That(answer.Content.Headers.Allow, status == 405 ? Is.Not.Empty : Is.Empty);
        }
    }

    [TestCase("GET", "/v23.0/1/2/3/4", 404, 2500)]
    [TestCase("GET", "/simulator/graph/nothing", 404, 2500)]
    [TestCase("GET", "/simulator/graph/v23.0/1/nothing", 404, 2500)]
    [TestCase("PATCH", $"{Graph}/messages", 405, 100)]
    [TestCase("PUT", $"/simulator/graph{Templates}", 405, 100)]
    public async Task A_path_or_method_that_Graph_has_not_is_told_in_its_form(string method, string path, int status, int code)
    {
        using var answer = await SendAsync(method, path, "{}", new("Bearer", RunningSimulator.Token));
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        Assert.That(((int)answer.StatusCode, error.GetProperty("code").GetInt32()), Is.EqualTo((status, code)));
    }

    private Task<HttpResponseMessage> SendV1Async(string method, string path, string json) =>
        SendAsync(method, $"/simulator/onprem/v1/{path}", json, new("Bearer", _token));

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? json, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = authorization;
        return await _simulator.Http.SendAsync(request);
    }
}
