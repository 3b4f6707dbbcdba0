using NUnit.Framework;

namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>A checker that finds nothing proves nothing: each fault that it is there for, planted into a sound run.</summary>
[TestFixture]
public sealed class CheckerTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Post> _posts = [];
    private readonly List<Arrival> _arrivals = [];
    private readonly List<string> _written = [];
    private readonly List<ToldEvent> _told = [];

    /// <summary>Two conversations of four messages each, one phone reads; two customers wrote; one event came twice.</summary>
    [SetUp]
    public void RunSoundly()
    {
        _posts.Clear();
        _arrivals.Clear();
        _told.Clear();
        foreach (var number in Enumerable.Range(1, 4))
        {
            Send("a", number, isRead: false);
            Send("b", number, isRead: true);
        }

        _written.Clear();
        _written.AddRange("wamid.1", "wamid.2");
        _told.AddRange(_written.Select(id => new ToldEvent($"event of {id}", id, ToldEvent.Written)));
        _told.Add(_told[0]);
    }

    [Test]
    public void A_sound_run_has_no_violation_and_its_repeated_delivery_is_counted()
    {
        var findings = Check();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings.Violations, Is.Empty);
            Assert.That(findings.RepeatedDeliveries, Is.EqualTo(1));
            Assert.That(findings.Failed, Is.Zero);
        }
    }

    [Test]
    public void A_planted_loss_is_found()
    {
        Lose("a", 2);
        var findings = Check();
        Assert.That(findings.Lost, Has.One.Contains("a no. 2"));
        Assert.That(findings.Violations, Has.Exactly(1).Items);
    }

    [Test]
    public void A_loss_that_was_reported_as_failed_with_408_is_counted_and_with_another_code_is_a_loss()
    {
        Lose("a", 2);
        Lose("b", 3);
        _told.Add(new ToldEvent("failure of a2", "id-a2", "failed", ErrorCode: 408));
        _told.Add(new ToldEvent("failure of b3", "id-b3", "failed", ErrorCode: 470));
        var findings = Check();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings.Failed, Is.EqualTo(1));
            Assert.That(findings.Lost, Has.One.Contains("b no. 3"));
            Assert.That(findings.UntrueEvents, Has.One.Contains("id-b3"));
            Assert.That(findings.Violations, Has.Exactly(2).Items);
        }
    }

    [Test]
    public void A_planted_duplicate_is_found()
    {
        _arrivals.Add(_arrivals.Single(arrival => arrival is { Conversation: "b", Number: 1 }));
        var findings = Check();
        Assert.That(findings.SentTwice, Has.One.Contains("b no. 1"));
        Assert.That(findings.Violations, Has.Exactly(1).Items);
    }

    [Test]
    public void A_planted_swap_is_found()
    {
        var (second, third) = (IndexOf("a", 2), IndexOf("a", 3));
        (_arrivals[second], _arrivals[third]) = (_arrivals[third], _arrivals[second]);
        var findings = Check();
        Assert.That(findings.OutOfOrder, Has.One.StartsWith("out of order: a no. 3").And.One.Contains("then a no. 2"));
        Assert.That(findings.Violations, Has.Exactly(1).Items);
    }

    [Test]
    public void Conversations_do_not_wait_for_each_other()
    {
        _arrivals.Reverse();
        _arrivals.Sort((one, other) => one.Number - other.Number);
        Assert.That(Check().Violations, Is.Empty);
    }

    [Test]
    public void A_planted_event_under_two_ids_is_found()
    {
        _told.Add(_told.First(told => told is { About: "id-b2", What: "read" }) with { EventId = "another" });
        var findings = Check();
        Assert.That(findings.EventsTwice, Has.One.Contains("read  of id-b2"));
        Assert.That(findings.Violations, Has.Exactly(1).Items);
    }

    [Test]
    public void Two_planted_events_under_one_id_are_found()
    {
        var index = _told.FindIndex(told => told is { About: "id-b2", What: "read" });
        _told[index] = _told[index] with { EventId = "event of wamid.2" };
        Assert.That(Check().EventsTwice, Has.One.Contains("event of wamid.2"));
    }

    [TestCase("id-a4", "sent")]
    [TestCase("id-a4", "delivered")]
    [TestCase("id-b4", "read")]
    [TestCase("wamid.2", ToldEvent.Written)]
    public void A_planted_missing_event_is_found(string about, string what)
    {
        _told.RemoveAll(told => told.About == about && told.What == what);
        var findings = Check();
        Assert.That(findings.MissingEvents, Is.EqualTo(new[] { $"never told: {what} of {about}" }));
        Assert.That(findings.Violations, Has.Exactly(1).Items);
    }

    [TestCase("id-nobody", "delivered", null)]
    [TestCase("wamid.3", ToldEvent.Written, null)]
    [TestCase("id-a1", "failed", 408)]
    [TestCase("id-a1", "failed", 131026)]
    public void A_planted_event_of_what_never_happened_is_found(string about, string what, int? code)
    {
        _told.Add(new ToldEvent("planted", about, what, ErrorCode: code));
        var findings = Check();
        Assert.That(findings.UntrueEvents, Has.One.Contains(about));
        Assert.That(findings.Violations, Has.Exactly(1).Items);
    }

    [Test]
    public void What_was_not_accepted_may_arrive_or_not_but_only_once_and_in_its_place()
    {
        _posts.Add(new Post("a", 5, At, TimeSpan.Zero, 0));
        _posts.Add(new Post("a", 6, At, TimeSpan.Zero, 503, SaysWhenToRetry: true));
        Assert.That(Check().Violations, Is.Empty);

        Arrive(new Arrival("a", 6, "id-a6"));
        Assert.That(Check().Violations, Is.Empty);

        Arrive(new Arrival("a", 5, "id-a5"));
        Arrive(new Arrival("a", 6, "id-a6"));
        var findings = Check();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings.OutOfOrder, Has.One.StartsWith("out of order: a no. 6").And.One.Contains("then a no. 5"));
            Assert.That(findings.SentTwice, Has.One.Contains("a no. 6"));
        }
    }

    [TestCase(500, true, 0)]
    [TestCase(503, false, 0)]
    [TestCase(201, false, 0)] // with no id in it
    [TestCase(0, false, 16)]
    [TestCase(503, true, 16)]
    public void A_planted_wrong_or_late_answer_is_found(int status, bool saysWhenToRetry, int seconds)
    {
        _posts.Add(new Post("a", 5, At, TimeSpan.FromSeconds(seconds), status, SaysWhenToRetry: saysWhenToRetry));
        Assert.That(Check().WrongAnswers, Has.One.Contains("a no. 5"));
    }

    private Findings Check() => Checker.Check(new Evidence
    {
        Posts = _posts,
        Arrivals = _arrivals,
        Written = _written,
        Told = _told,
    });

    private void Send(string conversation, int number, bool isRead)
    {
        var id = $"id-{conversation}{number}";
        _posts.Add(new Post(conversation, number, At, TimeSpan.Zero, 201, id));
        Arrive(new Arrival(conversation, number, id, isRead));
    }

    private void Arrive(Arrival arrival)
    {
        _arrivals.Add(arrival);
        string[] statuses = arrival.IsRead ? ["sent", "delivered", "read"] : ["sent", "delivered"];
        foreach (var status in statuses)
        {
            _told.Add(new ToldEvent($"{status} of {arrival.MessageId}", arrival.MessageId, status));
        }
    }

    private void Lose(string conversation, int number)
    {
        var lost = _arrivals[IndexOf(conversation, number)];
        _arrivals.Remove(lost);
        _told.RemoveAll(told => told.About == lost.MessageId);
    }

    private int IndexOf(string conversation, int number) =>
        _arrivals.FindIndex(arrival => arrival.Conversation == conversation && arrival.Number == number);
}
