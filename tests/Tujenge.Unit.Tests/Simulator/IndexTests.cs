using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>The index is the manual: it must list what there is, and nothing else.</summary>
internal sealed partial class IndexTests
{
    [Test]
    public async Task It_lists_every_route_that_is_mapped()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var index = await simulator.GetAsync("");
        var listed = index.GetProperty("calls").EnumerateArray()
            .Select(line => Line().Match(line.GetString()!))
            .Select(line => $"{line.Groups["method"].Value} {Plain(line.Groups["path"].Value)}");

        // Neither itself, nor the way to itself, nor the second address of the Graph API.
        var mapped = simulator.Routes
            .Select(route => $"{route.Method} {Plain(route.Pattern)}")
            .Where(route => route is not ("GET /" or "GET /simulator/") && !route.Contains("/graph/", StringComparison.Ordinal));
        Assert.That(listed, Is.EquivalentTo(mapped));
    }

    [Test]
    public async Task It_names_the_seed_and_the_root_leads_to_it()
    {
        await using var simulator = await RunningSimulator.StartAsync(seed: 11);
        using var answer = await simulator.Http.GetAsync(new Uri("/", UriKind.Relative));

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"seed\":11"));
    }

    [Test]
    public async Task The_graph_api_also_answers_below_the_prefix()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.Http.GetAsync(
            new Uri($"/simulator/graph/v23.0/{RunningSimulator.WabaId}/message_templates", UriKind.Relative));

        Assert.That((int)answer.StatusCode, Is.EqualTo(401));
    }

    private static string Plain(string path) => Parameter().Replace(path, "{}");

    [GeneratedRegex(@"^(?<method>[A-Z]+) +(?<path>\S+)")]
    private static partial Regex Line();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
