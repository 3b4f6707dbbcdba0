using System.Data.Common;
using System.Net.Sockets;
using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace Tujenge.Infra.Persistence;

/// <summary>Tells a database or broker that is away (it comes back: wait) from a message that nobody can process.</summary>
public static class TransientFaults
{
    /// <summary>Whether the fault passes when the servers are back.</summary>
    public static bool IsTransient(Exception fault) => fault switch
    {
        DbException { IsTransient: true } => true,
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 5 or 6 } => true, // busy, locked
        SocketException or TimeoutException or IOException => true,
        RabbitMQClientException or ConnectionException or MessageReturnedException or MessageNotAcknowledgedException => true,
        { InnerException: { } inner } => IsTransient(inner),
        _ => false,
    };
}
