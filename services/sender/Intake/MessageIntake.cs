using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Work;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Intake;

/// <summary>Writes commands into the message log; those of several queues share one commit.</summary>
internal sealed class MessageIntake
{
    private readonly BatchWriter<AcceptedCommand> _writer;

    public MessageIntake(IDbContextFactory<SenderDbContext> contexts, TimeProvider clock) =>
        _writer = new BatchWriter<AcceptedCommand>(async accepted =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.AcceptAsync(accepted, clock.GetUtcNow(), CancellationToken.None);
        });

    /// <summary>Completes when the command is in the log.</summary>
    public Task AcceptAsync(AcceptedCommand command) => _writer.WriteAsync(command);
}
