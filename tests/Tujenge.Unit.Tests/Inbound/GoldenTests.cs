using NUnit.Framework;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Translating;
using Tujenge.Testing;
using Tujenge.Testing.Callbacks;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>
/// Callbacks of every kind, and byte for byte what a webhook gets of them: one body in each line of the file of the same name that
/// ends in <c>.v1</c>. Our id of <c>wamid.ours</c> is <c>gBEGours</c>.
/// </summary>
internal sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Tujenge.Unit.Tests", "Inbound", "Golden");

    private static IEnumerable<TestCaseData> Files => new[] { "cloud", "v1" }
        .SelectMany(upstream => Directory.EnumerateFiles(Path.Combine(Folder, upstream), "*.json").Order().Select(file =>
            new TestCaseData(file).SetArgDisplayNames($"{upstream} {Path.GetFileNameWithoutExtension(file)}")));

    [TestCaseSource(nameof(Files))]
    public void A_callback_comes_out_as_v1_has_it(string file)
    {
        var bodies = Bodies(file);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Concat(bodies.Select(body => $"{body}\n")), Is.EqualTo(File.ReadAllText(Path.ChangeExtension(file, "v1"))));
            Assert.That(bodies.Select(V1CallbackSchema.FindProblem), Is.All.Null);
        }
    }

    private static string[] Bodies(string file)
    {
        var body = File.ReadAllText(file);
        var receivedAt = DateTimeOffset.FromUnixTimeSeconds(1_718_999_999);
        var all = Path.GetFileName(Path.GetDirectoryName(file)) == "v1"
            ? [CallbackParts.OfV1(body)]
            : CloudCallbacks.Split(body, receivedAt).Select(change => change.Parts).ToArray();
        return
        [
            .. all.SelectMany(parts => parts.Statuses
                .Select(status => EventFactory.FromStatus(Guid.Empty, status, ToOurId(status.Id), receivedAt).Body)
                .Concat(parts.Messages.Select(message => EventFactory.FromMessage(Guid.Empty, message, receivedAt, ToOurId).Body))
                .Concat(parts.Errors.Count == 0 ? [] : [EventFactory.FromErrors(Guid.Empty, parts.Errors, parts.Rest, Guid.Empty, receivedAt).Body])),
        ];
    }

    private static string ToOurId(string id) => id == "wamid.ours" ? "gBEGours" : id;
}
