using System.Text.RegularExpressions;
using NUnit.Framework;
using Tujenge.Dispatcher;
using Tujenge.Edge;
using Tujenge.Inbound;
using Tujenge.Sender;
using Tujenge.Simulator;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Architecture;

/// <summary>Settings, their help and their documentation do not drift apart.</summary>
internal sealed partial class SettingsTests
{
    // What makes one process out of many is standalone's business, not an operator's.
    private static readonly string[] NotForOperators = ["Database:Provider", "Messaging:Transport"];

    private static readonly string[] Settings =
    [
        .. new[] { EdgeService.Help(), SenderService.Help(), InboundService.Help(), DispatcherService.Help(), SimulatorService.Help() }
            .SelectMany(help => Setting().Matches(help).Select(match => match.Value))
            .Distinct()
            .Except(NotForOperators),
    ];

    [Test]
    public void Help_lists_the_settings_with_their_defaults() => Assert.That(
        SenderService.Help(),
        Does.Contain("Sender:CallTimeout").And.Contain("default 00:00:30").And.Contain("(Database__Provider=VALUE)"));

    [TestCaseSource(nameof(Settings))]
    public void Every_setting_is_documented(string setting)
    {
        var (section, name) = (setting.Split(':')[0], setting.Split(':')[1]);
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"))
            + File.ReadAllText(Path.Combine(Repository.Root, "services", "simulator", "README.md"));
        var row = readme.Split('\n').Where(line => line.StartsWith($"| `{section}:", StringComparison.Ordinal));

        Assert.That(string.Concat(row), Does.Contain($":{name}"));
    }

    [GeneratedRegex(@"(?<=^  --)\w+:\w+", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
