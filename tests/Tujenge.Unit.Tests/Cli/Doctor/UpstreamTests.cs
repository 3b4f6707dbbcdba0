using NUnit.Framework;
using Tujenge.Cli.Doctor;
using Tujenge.Cli.Doctor.Upstream;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Cli.Doctor;

/// <summary>What WhatsApp's answer says of a channel's access token.</summary>
[Parallelizable]
internal sealed class UpstreamTests
{
    private static readonly Guid Id = Guid.Parse("0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");

    [Test]
    public async Task The_right_token_shows_the_number()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var finding = await JudgeAsync(simulator.Http.BaseAddress!, RunningSimulator.Token);
        Assert.That(finding.Verdict, Is.EqualTo(Verdict.Ok));
        Assert.That(finding.Seen, Does.Contain("+255754000000 (Simulated business), quality GREEN"));
    }

    [Test]
    public async Task Another_number_than_the_channels_is_a_warning()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var finding = await JudgeAsync(simulator.Http.BaseAddress!, RunningSimulator.Token, phoneNumber: "255754000999");
        Assert.That(finding.Verdict, Is.EqualTo(Verdict.Warning));
        Assert.That(finding.Advice, Does.Contain($"tujenge channels update {Id} --phone-number 255754000000"));
    }

    [Test]
    public async Task A_token_that_is_not_valid_needs_a_new_one()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var finding = await JudgeAsync(simulator.Http.BaseAddress!, "an-expired-token");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Verdict, Is.EqualTo(Verdict.Failed));
            Assert.That(finding.Check, Is.EqualTo("channel 255754000000"));
            Assert.That(finding.Seen, Does.Contain("expired").And.Contain("(code 190)").And.Not.Contain("an-expired-token"));
            Assert.That(finding.Advice, Does.Contain($"tujenge channels update {Id} --access-token-file -"));
        }
    }

    [Test]
    public async Task A_number_that_WhatsApp_does_not_show_is_named()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var finding = await JudgeAsync(simulator.Http.BaseAddress!, RunningSimulator.Token, phoneNumberId: "100000000000002");
        Assert.That(finding.Verdict, Is.EqualTo(Verdict.Failed));
        Assert.That(finding.Seen, Does.Contain("100000000000002"));
    }

    [TestCase(400, """{"error":{"message":"Session has expired on Wednesday, 25-Nov-26. Token a-token","type":"OAuthException","code":190,"error_subcode":463}}""", Verdict.Failed, "Make a new one")]
    [TestCase(403, """{"error":{"message":"(#10) Application does not have permission","code":10}}""", Verdict.Failed, "whatsapp_business_messaging")]
    [TestCase(403, """{"error":{"message":"(#200) Permissions error","code":200}}""", Verdict.Failed, "whatsapp_business_management")]
    [TestCase(400, """{"error":{"message":"Unsupported get request","code":100,"error_subcode":33}}""", Verdict.Failed, "phone number id")]
    [TestCase(400, """{"error":{"message":"(#4) Application request limit reached","code":4}}""", Verdict.Warning, "Try again later")]
    [TestCase(500, """{"error":{"message":"An unknown error occurred","code":1}}""", Verdict.Warning, "Try again later")]
    [TestCase(403, """{"error":{"message":"Account has been locked","code":131031}}""", Verdict.Failed, "error codes")]
    [TestCase(502, "<html>Bad Gateway</html>", Verdict.Failed, "cloud_base_url")]
    [TestCase(200, "<html>hello</html>", Verdict.Failed, "cloud_base_url")]
    [TestCase(302, "", Verdict.Failed, "cloud_base_url")]
    public async Task A_refusal_leads_to_what_to_do(int status, string body, Verdict verdict, string advice)
    {
        await using var graph = await ScriptedServer.StartAsync(status, body);
        var finding = await JudgeAsync(graph.Url, "a-token");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Verdict, Is.EqualTo(verdict), finding.Seen);
            Assert.That(finding.Advice, Does.Contain(advice));
            Assert.That(finding.Seen, Does.Not.Contain("a-token"));
            Assert.That(graph.Calls.Single().Path, Is.EqualTo("/v23.0/100000000000001?fields=display_phone_number,verified_name,quality_rating"));
            Assert.That(graph.Calls.Single().Headers["Authorization"], Is.EqualTo("Bearer a-token"));
        }
    }

    [Test]
    public async Task No_answer_leads_to_the_network()
    {
        var finding = await JudgeAsync(new Uri("http://127.0.0.1:1"), "a-token");
        Assert.That(finding.Verdict, Is.EqualTo(Verdict.Failed));
        Assert.That(finding.Seen, Does.Contain("127.0.0.1 does not answer: Connection refused"));
    }

    [Test]
    public async Task A_root_below_a_path_is_called_there()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var finding = await JudgeAsync(new Uri(simulator.Http.BaseAddress!, "/simulator/graph"), RunningSimulator.Token);
        Assert.That(finding.Verdict, Is.EqualTo(Verdict.Ok), finding.Seen);
    }

    private static async Task<Finding> JudgeAsync(
        Uri root,
        string token,
        string phoneNumber = "255754000000",
        string phoneNumberId = RunningSimulator.NumberId)
    {
        var channel = new Channel
        {
            Id = Id,
            PhoneNumber = phoneNumber,
            PhoneNumberId = phoneNumberId,
            CloudBaseUrl = root.ToString().TrimEnd('/'),
            AccessToken = new ProtectedText(""),
            AppSecret = new ProtectedText(""),
            VerifyToken = new ProtectedText(""),
            CreatedAt = default,
        };
        using var answer = await new GraphNumbers(version: null).AskAsync(channel, token, CancellationToken.None);
        return UpstreamAnswer.Judge(channel, token, answer);
    }
}
