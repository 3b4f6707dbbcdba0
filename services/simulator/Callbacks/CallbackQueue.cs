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
    /// <summary>How far reordered callbacks may be moved.</summary>
    private const int MostShuffleMs = 150;

    private readonly Dictionary<string, Task> _lanes = [];
    private readonly PriorityQueue<Callback, DateTimeOffset> _waiting = new();
    private readonly Lock _gate = new();
    private readonly CallbackPost _post;
    private readonly MovableClock _clock;

    public CallbackQueue(CallbackPost post, MovableClock clock)
    {
        _post = post;
        _clock = clock;
    }

    /// <summary>Sends a callback; the task ends after the first attempt.</summary>
    public Task Add(World world, BusinessNumber number, string recipient, JsonObject body, string what)
    {
        if (number.CallbackUrl is null)
        {
            return Task.CompletedTask;
        }

        var callback = new Callback(world, number, Encoding.UTF8.GetBytes(body.ToJsonString()), what, 1, _clock.GetUtcNow());
        var faults = world.Faults.Settings;
        var dice = Dice.ForFaults(world.Seed, "callback", what);
        var isTwice = dice.NextUnit() < faults.DuplicateRate;
        if (faults.Reorder)
        {
            var sent = SendLaterAsync(callback, dice.NextBetween(0, MostShuffleMs));
            return isTwice ? Task.WhenAll(sent, SendLaterAsync(callback, dice.NextBetween(0, MostShuffleMs))) : sent;
        }

        // One lane for each conversation: every callback waits for the one before it.
        var lane = $"{number.PhoneNumberId}/{recipient}";
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

    private async Task SendLaterAsync(Callback callback, int milliseconds)
    {
        await Task.Delay(milliseconds);
        await SendAsync(callback);
    }

    private async Task SendAsync(Callback callback)
    {
        var status = await _post.SendAsync(callback);
        var now = _clock.GetUtcNow();
        callback.World.Callbacks.Add(n => new CallbackEntry(
            n, now, callback.Number.PhoneNumberId, callback.What, callback.Attempt, status));
        if (status != StatusCodes.Status200OK && CallbackRetries.NextAfter(callback, now) is { } due)
        {
            lock (_gate)
            {
                _waiting.Enqueue(callback with { Attempt = callback.Attempt + 1 }, due);
            }
        }
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
