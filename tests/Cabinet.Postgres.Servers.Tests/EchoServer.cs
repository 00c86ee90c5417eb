using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Cabinet.Postgres.Servers.Tests;

/// <summary>Answers each piece that it receives with its name and the piece, and tells what it received.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> received = Channel.CreateUnbounded<string>();
    private readonly ConcurrentBag<Task> serving = [];
    private readonly string name;
    private readonly Task accepting;

    public EchoServer(string name)
    {
        this.name = name;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it received, in order; a connection's end is "end".</summary>
    public ChannelReader<string> Received => received.Reader;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
        await Task.WhenAll(serving);
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptSocketAsync()));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // Stopped: while it waited, or between two connections.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            var buffer = new byte[1024];
            try
            {
                int read;
                while ((read = await client.ReceiveAsync(buffer)) > 0)
                {
                    var text = Encoding.UTF8.GetString(buffer, 0, read);
                    received.Writer.TryWrite(text);
                    await client.SendAsync(Encoding.UTF8.GetBytes(name + text));
                }
            }
            catch (SocketException)
            {
                // A reset is an end too.
            }

            received.Writer.TryWrite("end");
        }
    }
}
