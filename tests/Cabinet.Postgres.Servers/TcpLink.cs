using System.Net;
using System.Net.Sockets;

namespace Cabinet.Postgres.Servers;

/// <summary>One connection through a <see cref="TcpProxy"/>: the client's socket and, mostly, the server's.</summary>
internal sealed class TcpLink(Socket client, Func<TcpFault> fault) : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly Lock gate = new();
    private readonly Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource closing = new();
    private bool isClosed;

    /// <summary>Forwards until both sides have ended or the link is reset.</summary>
    public async Task RunAsync(int port)
    {
        try
        {
            client.NoDelay = true;
            // A server behind a black hole isn't reached: whatever the client sends is taken and goes nowhere.
            if (fault() == TcpFault.SwallowsAll)
            {
                await PumpAsync(client, server, swallowsAt: TcpFault.SwallowsAll);
                return;
            }

            server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, port, closing.Token);
            await Task.WhenAll(
                TellAsync(PumpAsync(client, server, swallowsAt: TcpFault.SwallowsAll)),
                TellAsync(PumpAsync(server, client, swallowsAt: TcpFault.SwallowsAnswers)));
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone, so the other has to learn it: both are reset below.
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Closes both sides with a reset, so that what is under way fails at once.</summary>
    public void Reset()
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
        }

        closing.Cancel();
        Close(client);
        Close(server);
    }

    public void Dispose()
    {
        Reset();
        closing.Dispose();
    }

    // The other pump may wait for a side that has nothing to say, so a side that is gone is told to the other one here.
    private async Task TellAsync(Task pump)
    {
        try
        {
            await pump;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            Reset();
            throw;
        }
    }

    private async Task PumpAsync(Socket from, Socket to, TcpFault swallowsAt)
    {
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await ReceiveAsync(from, buffer, swallowsAt)) > 0)
        {
            for (var sent = 0; sent < read && fault() < swallowsAt;)
            {
                sent += await SendAsync(to, buffer.AsMemory(sent..read));
            }
        }

        // An end of the stream is swallowed like its bytes: the other side isn't told before the proxy heals.
        if (fault() < swallowsAt)
        {
            to.Shutdown(SocketShutdown.Send);
        }
        else
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing.Token);
        }
    }

    private async Task<int> ReceiveAsync(Socket from, Memory<byte> buffer, TcpFault swallowsAt)
    {
        try
        {
            return await from.ReceiveAsync(buffer, closing.Token);
        }
        catch (SocketException) when (fault() >= swallowsAt)
        {
            return 0;
        }
    }

    private async Task<int> SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return await to.SendAsync(bytes, closing.Token);
        }
        catch (SocketException) when (to == server && fault() >= TcpFault.SwallowsAnswers)
        {
            // That the server is gone is an answer, too.
            return bytes.Length;
        }
    }

    private static void Close(Socket socket)
    {
        // Lingering for no time is what turns a close into a reset.
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (SocketException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }
}
