using System.CommandLine;
using Tujenge.Benchmarks;
using Tujenge.Benchmarks.Floor;
using Tujenge.Benchmarks.Rows;
using Tujenge.Testing.Servers;

string[] all = ["edge", "list", "pipeline", "callbacks", "outages"];
var rows = new Argument<string[]>("rows")
{
    Description = $"What to measure, of: {string.Join(", ", all)}. All unless given.",
    Arity = ArgumentArity.ZeroOrMore,
};
rows.AcceptOnlyFromAmong(all);
var rounds = new Option<int>("--rounds") { Description = "Rounds after a warm-up.", DefaultValueFactory = _ => 3 };
var seconds = new Option<int>("--seconds") { Description = "Seconds of each load.", DefaultValueFactory = _ => 8 };
var root = new RootCommand("Measures Tujenge beside the floor of this machine, on private servers, and writes tests/benchmarks/README.md.")
{
    rows, rounds, seconds,
};

var url = new Argument<string>("url");
var floor = new Command("floor", "Serves the floor; used by the benchmarks themselves.") { Hidden = true };
floor.Arguments.Add(url);
floor.SetAction(parsed => FloorServer.RunAsync(
    parsed.GetValue(url)!,
    new Uri(Environment.GetEnvironmentVariable("FLOOR_BROKER")!)));
root.Subcommands.Add(floor);

root.SetAction(async parsed =>
{
    var wanted = parsed.GetValue(rows) is { Length: > 0 } some ? some : all;
    var report = new Report();
    try
    {
        if (wanted.Contains("edge"))
        {
            await EdgeRow.RunAsync(report, parsed.GetValue(rounds), parsed.GetValue(seconds));
        }

        if (wanted.Contains("list"))
        {
            await ListRow.RunAsync(report, parsed.GetValue(rounds), parsed.GetValue(seconds));
        }

        if (wanted.Intersect(["pipeline", "callbacks", "outages"]).Any())
        {
            await using var full = await FullStack.StartAsync();
            if (wanted.Contains("pipeline"))
            {
                await PipelineRow.RunAsync(report, full, parsed.GetValue(rounds));
            }

            if (wanted.Contains("callbacks"))
            {
                await CallbackRow.RunAsync(report, full, 3 * parsed.GetValue(seconds), 100, 300);
            }

            MemoryRow.Run(report, full);
            if (wanted.Contains("outages"))
            {
                await OutageRow.RunAsync(report, full, parsed.GetValue(seconds));
            }
        }

        await report.EndAsync(isWhole: wanted.Length == all.Length);
    }
    finally
    {
        await TestServers.StopAsync();
    }
});

return await root.Parse(args).InvokeAsync();
