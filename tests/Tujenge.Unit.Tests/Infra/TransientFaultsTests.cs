using System.Net.Sockets;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using RabbitMQ.Client.Exceptions;
using Tujenge.Infra.Persistence;

namespace Tujenge.Unit.Tests.Infra;

/// <summary>What passes when the servers are back is waited out; everything else must not be, or it blocks its queue.</summary>
[Parallelizable]
internal sealed class TransientFaultsTests
{
    private static readonly Exception[] Passing =
    [
        new SocketException((int)SocketError.ConnectionRefused),
        new TimeoutException(),
        new IOException("reset"),
        new NpgsqlException("away", new IOException()),
        new NpgsqlException("away", new TimeoutException()),
        Postgres(PostgresErrorCodes.AdminShutdown),
        Postgres(PostgresErrorCodes.CannotConnectNow),
        Postgres(PostgresErrorCodes.TooManyConnections),
        Postgres(PostgresErrorCodes.SerializationFailure),
        Postgres(PostgresErrorCodes.DeadlockDetected),
        new SqliteException("busy", 5),
        new SqliteException("locked", 6),
        new BrokerUnreachableException(new SocketException()),
        new MessageNotAcknowledgedException(new Uri("exchange:x"), "nack"),
        new MessageReturnedException("NO_ROUTE"),
        new DbUpdateException("saving", Postgres(PostgresErrorCodes.AdminShutdown)),
        new InvalidOperationException("retries used up", new NpgsqlException("away", new SocketException())),
        new AggregateException(new TimeoutException()),
    ];

    private static readonly Exception[] Lasting =
    [
        new InvalidOperationException(),
        new ArgumentException("x"),
        new OperationCanceledException(),
        Postgres(PostgresErrorCodes.UniqueViolation),
        Postgres(PostgresErrorCodes.NotNullViolation),
        Postgres(PostgresErrorCodes.UndefinedTable),
        new SqliteException("constraint", 19),
        new DbUpdateException("saving", Postgres(PostgresErrorCodes.UniqueViolation)),
    ];

    [TestCaseSource(nameof(Passing))]
    public void A_server_that_is_away_passes(Exception fault) => Assert.That(TransientFaults.IsTransient(fault), Is.True);

    [TestCaseSource(nameof(Lasting))]
    public void A_fault_of_the_message_or_of_ours_does_not(Exception fault) =>
        Assert.That(TransientFaults.IsTransient(fault), Is.False);

    private static PostgresException Postgres(string state) => new("message", "ERROR", "ERROR", state);
}
