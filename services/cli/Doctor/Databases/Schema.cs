using Microsoft.EntityFrameworkCore;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Edge.Persistence;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Windows;
using Tujenge.Sender.Persistence;

namespace Tujenge.Cli.Doctor.Databases;

/// <summary>A schema of the database, with the context that has its migrations.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Context">Type of the context.</param>
/// <param name="AddTo">Adds the context as its service does.</param>
/// <param name="Open">Opens the context.</param>
internal sealed record Schema(
    string Name,
    Type Context,
    Action<WebApplicationBuilder> AddTo,
    Func<IServiceProvider, CancellationToken, Task<DbContext>> Open)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<Schema> All { get; } =
    [
        Of<SecretsDbContext>(SecretsDbContext.Schema),
        Of<DirectoryDbContext>(DirectoryDbContext.Schema),
        Of<WindowsDbContext>(WindowsDbContext.Schema),
        Of<EdgeDbContext>(EdgeDbContext.Schema),
        Of<SenderDbContext>(SenderDbContext.Schema),
        Of<InboundDbContext>(InboundDbContext.Schema),
        Of<DispatcherDbContext>(DispatcherDbContext.Schema),
    ];

    private static Schema Of<TContext>(string name)
        where TContext : DbContext => new(
            name,
            typeof(TContext),
            builder => builder.AddDatabase<TContext>(name),
            async (services, cancellationToken) =>
                await services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync(cancellationToken));
}
