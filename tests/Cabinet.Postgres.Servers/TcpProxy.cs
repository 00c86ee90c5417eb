using System.Net;
using System.Net.Sockets;

namespace Cabinet.Postgres.Servers;

/// <summary>
/// A loopback TCP forwarder whose faults a test switches on and off. A fault holds for connections that are open and for
/// new ones. At most <see cref="MaximumConnections"/> at once; more are reset. Safe for concurrent use.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>The most connections at once.</summary>
    public const int MaximumConnections = 1_000;

    private readonly Lock gate = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<TcpLink, Task> links = [];
    private readonly Task accepting;
    private volatile int target;
    private volatile TcpFault fault;
    private bool isDisposed;

    private TcpProxy(int targetPort)
    {
        target = targetPort;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    /// <summary>The port on 127.0.0.1 that clients call.</summary>
    public int Port { get; }

    /// <summary>The connections that are open now.</summary>
    public int Connections
    {
        get
        {
            lock (gate)
            {
                return links.Count;
            }
        }
    }

    /// <summary>Starts to forward to a port on 127.0.0.1.</summary>
    public static TcpProxy Start(int targetPort) => new(targetPort);

    /// <summary>
    /// Keeps connections open and silently swallows what either side sends, ends of streams included. New connections are
    /// taken and never reach the server.
    /// </summary>
    public void BlackHole() => fault = TcpFault.SwallowsAll;

    /// <summary>Lets requests through and swallows the answers.</summary>
    public void BlackHoleAnswers() => fault = TcpFault.SwallowsAnswers;

    /// <summary>Resets every connection that was black-holed, and forwards again; nothing happens without a fault.</summary>
    public void Heal()
    {
        TcpLink[] held;
        lock (gate)
        {
            // A link that has swallowed bytes must not go on: the other side would miss a piece of the stream.
            held = fault == TcpFault.None ? [] : [.. links.Keys];
            ResetAll(held);
            fault = TcpFault.None;
        }
    }

    /// <summary>Resets all connections; a fault stays as it is.</summary>
    public void CutAll()
    {
        lock (gate)
        {
            ResetAll([.. links.Keys]);
        }
    }

    /// <summary>Sends new connections to another port; those that are open stay where they are.</summary>
    public void Retarget(int port) => target = port;

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (gate)
        {
            isDisposed = true;
            listener.Stop();
            running = [.. links.Values];
            ResetAll([.. links.Keys]);
        }

        await accepting;
        await Task.WhenAll(running);
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Admit(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The listener was stopped by the disposal.
        }
    }

    private void Admit(Socket client)
    {
        var link = new TcpLink(client, () => fault);
        lock (gate)
        {
            if (isDisposed || links.Count >= MaximumConnections)
            {
                link.Dispose();
                return;
            }

            links.Add(link, RunAsync(link));
        }
    }

    private async Task RunAsync(TcpLink link)
    {
        // Off the caller's lock, and after it was entered among the links.
        await Task.Yield();
        await link.RunAsync(target);
        lock (gate)
        {
            links.Remove(link);
        }

        link.Dispose();
    }

    private static void ResetAll(TcpLink[] held)
    {
        foreach (var link in held)
        {
            link.Reset();
        }
    }
}
