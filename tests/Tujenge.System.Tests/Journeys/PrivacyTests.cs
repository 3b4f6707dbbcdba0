using NUnit.Framework;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Journeys;

/// <summary>
/// Looks, after all journeys, through everything that all processes have printed and exported. Fixtures can name only one
/// predecessor, so <see cref="StandaloneTests"/> waits for <see cref="ProcessesTests"/> in turn.
/// </summary>
[TestFixture]
[DependsOnFixture(typeof(StandaloneTests), AllowFailure = true)]
public sealed class PrivacyTests
{
    [Test]
    public void Nothing_secret_and_nothing_personal_is_in_the_logs_traces_and_metrics_of_the_whole_run()
    {
        var everything = ServiceLogs.ReadAll();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(everything, Does.Contain("gBEG"), "the scan looks at the right place: message ids are logged");
            Assert.That(everything, Does.Contain("tujenge.message_id"), "… and traced");
            Assert.That(
                PrivateValues.All.Values.Distinct(),
                Is.SupersetOf(new[] { "API key", "operator token", "access token", "app secret", "master key", "webhook header", "customer's number", "message text" }));
            Assert.That(PrivateValues.FindIn(everything), Is.Empty);
        }
    }
}
