using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>
/// Steady load, whatever the product does: messages in short bursts, one after another within a conversation, so that the
/// order is put to the test; and customers who write meanwhile.
/// </summary>
/// <param name="client">Who posts.</param>
/// <param name="whatsApp">Where customers write.</param>
/// <param name="conversations">
/// Enough that some are free while others wait for an answer: a burst may take as many answers' time as it has messages.
/// </param>
internal sealed class Load(Client client, WhatsApp whatsApp, IReadOnlyList<Conversation> conversations)
{
    /// <summary>Messages in a burst.</summary>
    public const int Burst = 5;

    private const int MessagesPerCustomersMessage = 20;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<Conversation> _free = new(conversations);
    private int _busy;

    /// <summary>Bursts that were due while no conversation was free.</summary>
    public int HeldBack { get; private set; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Runs until it is told to stop, and then until the last answer.</summary>
    public async Task RunAsync(int messagesPerSecond, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var customers = WriteAsync(messagesPerSecond, stop);
        using var timer = new PeriodicTimer(Tick);
        var started = 0;
        while (!stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            for (; started < clock.Elapsed.TotalSeconds * messagesPerSecond / Burst; started++)
            {
                StartBurst();
            }
        }

        Duration = clock.Elapsed;
        await customers;
        while (Volatile.Read(ref _busy) > 0)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private void StartBurst()
    {
        if (!_free.TryDequeue(out var conversation))
        {
            HeldBack++;
            return;
        }

        Interlocked.Increment(ref _busy);
        _ = BurstAsync(conversation);
    }

    private async Task BurstAsync(Conversation conversation)
    {
        for (var message = 0; message < Burst; message++)
        {
            await client.PostAsync(conversation);
        }

        _free.Enqueue(conversation);
        Interlocked.Decrement(ref _busy);
    }

    private async Task WriteAsync(int messagesPerSecond, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)MessagesPerCustomersMessage / messagesPerSecond));
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            await whatsApp.WriteAsync(conversations[number % conversations.Count], $"writing {number}");
        }
    }
}
