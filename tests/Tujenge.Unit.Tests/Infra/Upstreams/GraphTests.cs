using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Upstreams;
using Tujenge.Unit.Tests.Edge;

namespace Tujenge.Unit.Tests.Infra.Upstreams;

/// <summary>Calls of Graph over a scripted transport.</summary>
internal sealed class GraphTests
{
    private static readonly Channel Channel = new()
    {
        Id = new("0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"),
        PhoneNumber = "255754000000",
        PhoneNumberId = "1",
        CloudBaseUrl = "https://graph.example",
        WabaId = "7",
        AccessToken = new ProtectedText("encrypted").OpenWith(() => "a-token"),
        AppSecret = new ProtectedText(""),
        VerifyToken = new ProtectedText(""),
        CreatedAt = default,
    };

    [TestCase(GraphTemplates.MostPages, GraphTemplates.MostPages)]
    [TestCase(GraphTemplates.MostPages + 1, null, Description = "a part of the list would make the rest look missing")]
    public async Task A_list_is_whole_or_unknown(int pages, int? templates)
    {
        var number = 0;
        await using var services = Services(new Scripted(request => request.Contains("/message_templates?", StringComparison.Ordinal)
            ? ++number < pages
                ? """{"data":[{"name":"n","language":"sw"}],"paging":{"cursors":{"after":"a"},"next":"https://graph.example/next"}}"""
                : """{"data":[{"name":"n","language":"sw"}],"error":null}"""
            : "{}"));
        var graph = new GraphTemplates(services.GetRequiredService<Graph>(), NullLogger<GraphTemplates>.Instance);
        Assert.That((await graph.TryReadAsync(Channel, CancellationToken.None)).Read?.All.Count, Is.EqualTo(templates));
    }

    [Test]
    public async Task Pages_are_followed_by_their_cursors()
    {
        await using var services = Services(new Scripted(request => request switch
        {
            _ when !request.Contains("/message_templates?", StringComparison.Ordinal) => "{}",
            _ when request.EndsWith("&after=a%3D%3D", StringComparison.Ordinal) => Page("two", "b"),
            _ when request.EndsWith("&after=b", StringComparison.Ordinal) =>
                """{"data":[{"name":"three","language":"sw"}],"paging":{"next":"https://graph.example/next?limit=250&after=c%3D"}}""",
            _ when request.EndsWith("&after=c%3D", StringComparison.Ordinal) => """{"data":[{"name":"four","language":"sw"}],"paging":{"cursors":{"after":"d"}}}""",
            _ when request.Contains("after", StringComparison.Ordinal) => throw new InvalidOperationException(request),
            _ => Page("one", "a=="),
        }));
        var graph = new GraphTemplates(services.GetRequiredService<Graph>(), NullLogger<GraphTemplates>.Instance);

        Assert.That(
            (await graph.TryReadAsync(Channel, CancellationToken.None)).Read?.All.Select(template => template.Name),
            Is.EqualTo(new[] { "one", "two", "three", "four" }));

        static string Page(string name, string after) =>
            $$$"""{"data":[{"name":"{{{name}}}","language":"sw"}],"paging":{"cursors":{"after":"{{{after}}}"},"next":"https://graph.example/next"}}""";
    }

    [TestCase("\"str\"", null)]
    [TestCase("""{"name":5}""", null)]
    [TestCase("""{"name":5,"language":"sw"}""", null)]
    [TestCase("""{"name":"odd"}""", null)]
    [TestCase("null", null)]
    [TestCase("[]", null)]
    [TestCase("""{"name":"odd","language":"sw","status":{},"components":[]}""", "odd", Description = "it is there, whatever it says")]
    [TestCase("""{"name":"odd","language":"sw","components":"none"}""", "odd")]
    [TestCase("""{"name":"odd","language":"sw","components":[null]}""", "odd")]
    [TestCase("""{"name":"odd","language":"sw","components":[{"type":"BUTTONS","buttons":[null]}]}""", "odd")]
    public async Task One_template_that_cannot_be_read_does_not_take_the_others_with_it(string odd, string? name)
    {
        var data = $$$"""{"data":[{"name":"one","language":"sw","components":[{"type":"BODY"}]},{{{odd}}},{"name":"two","language":"sw"}]}""";
        await using var services = Services(new Scripted(request => request.Contains("/message_templates?", StringComparison.Ordinal) ? data : "{}"));
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var graph = new GraphTemplates(services.GetRequiredService<Graph>(), loggers.CreateLogger<GraphTemplates>());
        var (read, _) = await graph.TryReadAsync(Channel, CancellationToken.None);

        string[] names = name is null ? ["one", "two"] : ["one", name, "two"];
        Assert.That(read?.All.Select(template => template.Name), Is.EqualTo(names));
        Assert.That(read?.All.SingleOrDefault(template => template.Name == "odd")?.Components, Is.Null);
        Assert.That(
            log.Lines.Select(line => line.Line.Trim()),
            Is.EqualTo(name is null ? [$"1 templates of channel {Channel.Id} cannot be read and are skipped"] : Array.Empty<string>()));
    }

    private static ServiceProvider Services(HttpMessageHandler server)
    {
        var services = new ServiceCollection().AddSingleton(Options.Create(new CloudOptions())).AddSingleton<Graph>();
        services.AddHttpClient(Graph.ClientName).ConfigurePrimaryHttpMessageHandler(() => server);
        return services.BuildServiceProvider();
    }

    private sealed class Scripted(Func<string, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(answer($"{request.RequestUri}"), Encoding.UTF8, "application/json"),
            });
    }
}
