using Tujenge.Edge.DeadLetters.Collecting;
using Tujenge.Edge.DeadLetters.Replaying;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.DeadLetters;

internal static class DeadLettersExtensions
{
    /// <summary>Adds the table of dead letters with all that writes it.</summary>
    public static void AddDeadLetters(this WebApplicationBuilder builder)
    {
        builder.AddDatabase<EdgeDbContext>(EdgeDbContext.Schema);
        builder.Services.AddSingleton<DeadLetterWake>();
        builder.Services.AddSingleton<DeadLetterCollector>();
        builder.Services.AddSingleton<Replay>();
        builder.Services.AddSingleton<BulkReplay>();
        builder.Services.AddHostedService<DeadLetterCount>();
        builder.Services.AddHostedService<DeadLetterRetention>();
    }
}
