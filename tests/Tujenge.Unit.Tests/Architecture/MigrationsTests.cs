using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using NUnit.Framework;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Edge.Persistence;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Windows;
using Tujenge.Sender.Persistence;

namespace Tujenge.Unit.Tests.Architecture;

/// <summary>Whoever changes a model adds the migration too.</summary>
[Parallelizable]
internal sealed class MigrationsTests
{
    private static readonly Type[] Contexts =
    [
        typeof(DirectoryDbContext), typeof(WindowsDbContext), typeof(SecretsDbContext), typeof(EdgeDbContext),
        typeof(SenderDbContext), typeof(InboundDbContext), typeof(DispatcherDbContext),
    ];

    [TestCaseSource(nameof(Contexts))]
    public void The_migrations_match_the_model(Type context)
    {
        // As `dotnet ef` finds it; nothing connects.
        var factory = context.Assembly.GetTypes()
            .Single(type => type.IsAssignableTo(typeof(IDesignTimeDbContextFactory<>).MakeGenericType(context)));
        using var db = ((IDesignTimeDbContextFactory<DbContext>)Activator.CreateInstance(factory)!).CreateDbContext([]);
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "add a migration");
    }

    [Test]
    public void No_context_is_forgotten() => Assert.That(
        Contexts,
        Is.EquivalentTo(Contexts.Select(context => context.Assembly).Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsAssignableTo(typeof(DbContext)) && !type.IsAbstract)));
}
