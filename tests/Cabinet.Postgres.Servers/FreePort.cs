using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Cabinet.Postgres.Servers;

/// <summary>
/// Ports for servers, below those that the system gives to outgoing connections. In that range a client that keeps
/// calling a stopped server on its own machine ends up connected to itself, and the server can't have its port back.
/// </summary>
internal static class FreePort
{
    private const int Lowest = 15_000;
    private const int Attempts = 100;

    /// <summary>A port that is free now; whoever binds it must be ready to find it taken.</summary>
    public static int Next()
    {
        var end = FirstOutgoingPort();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, end);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new PostgresServerException($"No free port was found between {Lowest} and {end}.");
    }

    private static int FirstOutgoingPort()
    {
        var range = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split();
        return Math.Max(int.Parse(range[0], CultureInfo.InvariantCulture), Lowest + Attempts);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
