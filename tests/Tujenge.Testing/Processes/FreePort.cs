using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tujenge.Testing.Processes;

/// <summary>Ports for servers that must know theirs before they start.</summary>
public static class FreePort
{
    // Below the range (32768 and up on Linux) that outgoing connections draw from: a server that is stopped and started
    // again must find its port still free.
    private const int Lowest = 20000;
    private const int Highest = 32000;

    private static readonly HashSet<int> Taken = [];
    private static readonly Lock TakenLock = new();

    /// <summary>A loopback port that nobody listens on and that this process has not handed out before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, Highest);
            lock (TakenLock)
            {
                if (Taken.Contains(port) || !IsFree(port))
                {
                    continue;
                }

                Taken.Add(port);
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
