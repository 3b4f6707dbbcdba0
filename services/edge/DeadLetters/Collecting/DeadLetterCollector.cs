using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Edge.DeadLetters.Collecting;

/// <summary>
/// Stores a message as it is, whatever it is. It is acknowledged when it is stored, and not before: what cannot be stored
/// now is tried again until it can.
/// </summary>
internal sealed partial class DeadLetterCollector(
    IDbContextFactory<EdgeDbContext> contexts,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    DeadLetterWake wake,
    TujengeMetrics metrics,
    ILogger<DeadLetterCollector> logger) : IFilter<ReceiveContext>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The pipe ends here: no reader of messages gets to see it.</summary>
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var letter = DeadLetterReader.Read(context, clock.GetUtcNow());
        if (await StoreAsync(letter))
        {
            wake.Signal.Wake();
            metrics.DeadLetterCollected(letter.Queue, letter.Kind.ToWire());
            Log.Collected(logger, letter.Id, letter.MessageId, letter.Queue, letter.Kind.ToWire(), letter.FaultType);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetters");

    private async Task<bool> StoreAsync(DeadLetter letter)
    {
        while (true)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
                return await db.TakeInAsync(letter, CancellationToken.None); // A shutdown waits for it.
            }
            catch (Exception fault) when (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                Log.NotStored(logger, letter.MessageId, fault.GetBaseException().GetType().Name);
                await Task.Delay(Pause, lifetime.ApplicationStopping);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "Dead letter {DeadLetterId}: message {BusMessageId} of queue {Queue} ({Kind}, {Fault})")]
        public static partial void Collected(ILogger logger, Guid deadLetterId, Guid? busMessageId, string? queue, string kind, string? fault);

        [LoggerMessage(1011, LogLevel.Warning, "Dead letter of message {BusMessageId} is not stored yet ({Fault}); trying again")]
        public static partial void NotStored(ILogger logger, Guid? busMessageId, string fault);
    }
}
