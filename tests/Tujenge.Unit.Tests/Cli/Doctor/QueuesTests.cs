using System.Text.RegularExpressions;
using NUnit.Framework;
using Tujenge.Cli.Doctor;
using Tujenge.Cli.Doctor.Broker;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Cli.Doctor;

/// <summary>What the broker's queues say.</summary>
[Parallelizable]
internal sealed partial class QueuesTests
{
    private static readonly WorkQueue[] Well = [.. WorkQueues.All(8).Select(queue => queue with { Messages = 1, Consumers = 2 })];

    [Test]
    public void Those_that_are_looked_for_are_those_of_the_catalogue()
    {
        var catalogue = File.ReadAllText(Path.Combine(Repository.Root, "contracts", "README.md"));
        var listed = QueueRow().Matches(catalogue).Select(match => match.Groups["name"].Value).ToArray();
        var looked = WorkQueues.All(1).Select(queue => queue.Name).ToArray();

        Assert.That(looked, Is.EquivalentTo(listed));
    }

    [Test]
    public void With_consumers_everywhere_all_is_well()
    {
        var finding = WorkQueues.Judge(Well).Single();
        Assert.That(finding.Verdict, Is.EqualTo(Verdict.Ok));
        Assert.That(finding.Seen, Is.EqualTo($"{Well.Length}, all with consumers; {Well.Length} messages wait"));
    }

    [Test]
    public void What_is_missing_idle_or_full_is_told_by_service()
    {
        WorkQueue[] queues =
        [
            .. Well.Select(queue => queue.Service switch
            {
                "sender" => queue with { Messages = null, Consumers = 0 },
                "inbound" => queue with { Consumers = 0 },
                _ => queue,
            }),
            new WorkQueue("dispatcher", "a-full-queue", 10_000, 1),
        ];
        var findings = WorkQueues.Judge(queues).ToArray();

        Assert.That(findings.Select(finding => finding.Verdict), Is.EqualTo([Verdict.Failed, Verdict.Failed, Verdict.Warning]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings[0].Seen, Is.EqualTo("missing: sender-send-message-0 and 8 more"));
            Assert.That(findings[0].Advice, Does.StartWith("Start the sender"));
            Assert.That(findings[1].Seen, Is.EqualTo("nobody takes from inbound-callback-received, inbound-on-premises-callback-received"));
            Assert.That(findings[2].Seen, Is.EqualTo("10000 messages wait in a-full-queue"));
        }
    }

    /// <summary>The first name of a row in the table of queues.</summary>
    [GeneratedRegex(@"^\| `(?<name>[a-z]+(-[a-z0-9]+)+)`", RegexOptions.Multiline)]
    private static partial Regex QueueRow();
}
