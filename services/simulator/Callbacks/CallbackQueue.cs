using System.Text;
using System.Text.Json.Nodes;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Callbacks;

/// <summary>
/// Callbacks on their way. Those of one conversation leave one after the other, unless they are to be reordered; what got
/// no 200 comes again later, by the simulator's clock, and holds up nothing.
/// </summary>
internal sealed class CallbackQueue
{
    /// <summary>How long the callbacks of a message are held back to be reordered: time for all that come at once.</summary>
    private const int LeastShuffleMs = 20;

    private const int MostShuffleMs = 170;

    private readonly Dictionary<string, Task> _lanes = [];
    private readonly Dictionary<string, Shuffle> _shuffles = [];
    private readonly PriorityQueue<Callback, DateTimeOffset> _waiting = new();
    private readonly Lock _gate = new();
    private readonly CallbackPost _post;
    private readonly Sandbox _sandbox;
    private readonly MovableClock _clock;

    public CallbackQueue(CallbackPost post, Sandbox sandbox, MovableClock clock)
    {
        _post = post;
        _sandbox = sandbox;
        _clock = clock;
    }

    /// <summary>Sends a callback; the task ends after the first attempt.</summary>
    /// <param name="world">Whose it is.</param>
    /// <param name="number">The business number.</param>
    /// <param name="recipient">The phone.</param>
    /// <param name="kind"><c>message</c>, a status, or what else it is.</param>
    /// <param name="messageId">What it is about.</param>
    /// <param name="body">The callback.</param>
    public Task Add(World world, BusinessNumber number, string recipient, string kind, string messageId, JsonNode? body)
    {
        if (number.CallbackUrl is null)
        {
            return Task.CompletedTask;
        }

        var what = $"{kind} {messageId}";
        var callback = new Callback(world, number, Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "null"), what, 1, _clock.GetUtcNow());
        var faults = world.Faults.Settings;
        var dice = Dice.ForFaults(world.Seed, "callback", what);
        var isTwice = dice.NextUnit() < faults.DuplicateRate;
        if (faults.Reorder)
        {
            return AddShuffled(messageId, callback, isTwice, dice);
        }

        // One lane for each conversation, or for all where the run shall be the same again: every callback waits for the
        // one before it.
        var lane = world.IsRepeatable ? "" : $"{number.PhoneNumberId}/{recipient}";
        lock (_gate)
        {
            var task = SendAfterAsync(_lanes.GetValueOrDefault(lane, Task.CompletedTask), callback, isTwice);
            _lanes[lane] = task;
            _ = ForgetLaneAsync(lane, task);
            return task;
        }
    }

    /// <summary>Drops what waits for another attempt.</summary>
    public void ForgetWaiting()
    {
        lock (_gate)
        {
            _waiting.Clear();
        }
    }

    /// <summary>Starts the repetitions that are due.</summary>
    public void SendDue()
    {
        while (TakeDue() is { } callback)
        {
            _ = SendAsync(callback);
        }
    }

    private Callback? TakeDue()
    {
        lock (_gate)
        {
            return _waiting.TryPeek(out _, out var due) && due <= _clock.GetUtcNow() ? _waiting.Dequeue() : null;
        }
    }

    private async Task SendAfterAsync(Task before, Callback callback, bool isTwice)
    {
        await Task.Yield(); // Not while the caller holds the gate.
        await before;
        await SendAsync(callback);
        if (isTwice)
        {
            await SendAsync(callback);
        }
    }

    /// <summary>
    /// Collects the callbacks of a message for a moment, then sends them in an order that dice decide: not timers, or a
    /// busy machine would decide. How long the moment is differs, so messages overtake each other too.
    /// </summary>
    private Task AddShuffled(string messageId, Callback callback, bool isTwice, Dice dice)
    {
        lock (_gate)
        {
            if (!_shuffles.TryGetValue(messageId, out var shuffle))
            {
                shuffle = new Shuffle();
                _shuffles.Add(messageId, shuffle);
                shuffle.Sent = SendShuffledAsync(
                    messageId,
                    shuffle,
                    Dice.ForFaults(callback.World.Seed, "shuffle", messageId).NextBetween(LeastShuffleMs, MostShuffleMs));
            }

            shuffle.Callbacks.Enqueue(callback, dice.NextUnit());
            if (isTwice)
            {
                shuffle.Callbacks.Enqueue(callback, dice.NextUnit());
            }

            return shuffle.Sent;
        }
    }

    private async Task SendShuffledAsync(string messageId, Shuffle shuffle, int milliseconds)
    {
        await Task.Delay(milliseconds);
        lock (_gate)
        {
            _shuffles.Remove(messageId);
        }

        while (shuffle.Callbacks.TryDequeue(out var callback, out _))
        {
            await SendAsync(callback);
        }
    }

    private async Task SendAsync(Callback callback)
    {
        if (callback.World != _sandbox.Current)
        {
            return; // A reset has ended its world.
        }

        var status = await _post.SendAsync(callback);
        var now = _clock.GetUtcNow();
        if (status != StatusCodes.Status200OK && CallbackRetries.NextAfter(callback, now) is { } due)
        {
            lock (_gate)
            {
                _waiting.Enqueue(callback with { Attempt = callback.Attempt + 1 }, due);
            }
        }

        // Last, so that whoever sees the attempt may move the clock and get the next.
        callback.World.Callbacks.Add(n => new CallbackEntry(
            n, now, callback.Number.PhoneNumberId, callback.What, callback.Attempt, status));
    }

    private async Task ForgetLaneAsync(string lane, Task task)
    {
        await Task.Yield();
        await task;
        lock (_gate)
        {
            if (_lanes.TryGetValue(lane, out var last) && last == task)
            {
                _lanes.Remove(lane);
            }
        }
    }

    /// <summary>Callbacks of one message in an order of their own.</summary>
    private sealed class Shuffle
    {
        public PriorityQueue<Callback, double> Callbacks { get; } = new();

        public Task Sent { get; set; } = Task.CompletedTask;
    }
}

/// <summary>A callback on its way.</summary>
internal sealed record Callback(
    World World,
    BusinessNumber Number,
    byte[] Body,
    string What,
    int Attempt,
    DateTimeOffset CreatedAt);

/// <summary>When WhatsApp comes again.</summary>
internal static class CallbackRetries
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(7);

    /// <summary>With growing delay, for seven days; null: never again.</summary>
    public static DateTimeOffset? NextAfter(Callback callback, DateTimeOffset now)
    {
        var wait = First * Math.Pow(3, Math.Min(callback.Attempt - 1, 12));
        var due = now + (wait < Longest ? wait : Longest);
        return due - callback.CreatedAt < GiveUpAfter ? due : null;
    }
}
