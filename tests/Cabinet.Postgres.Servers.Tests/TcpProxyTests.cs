using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cabinet.Postgres.Servers.Tests;

public sealed class TcpProxyTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_go_both_ways_and_the_end_too()
    {
        await using var server = new EchoServer("a:");
        await using var proxy = TcpProxy.Start(server.Port);
        using var client = await ConnectAsync(proxy);

        Assert.Equal("a:hello", await AskAsync(client, "hello"));
        Assert.Equal("hello", await server.Received.ReadAsync(Cancelled));

        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("end", await server.Received.ReadAsync(Cancelled));
        Assert.Equal("", await ReceiveAsync(client));
    }

    [Fact]
    public async Task A_black_hole_swallows_both_ways_and_a_heal_resets_what_it_held()
    {
        await using var server = new EchoServer("a:");
        await using var proxy = TcpProxy.Start(server.Port);
        using var old = await ConnectAsync(proxy);
        Assert.Equal("a:before", await AskAsync(old, "before"));
        Assert.Equal("before", await server.Received.ReadAsync(Cancelled));

        proxy.BlackHole();
        using var young = await ConnectAsync(proxy);
        await AdmitsAsync(proxy, 2);
        await SendAsync(old, "lost");
        await SendAsync(young, "lost");
        var oldAnswer = ReceiveAsync(old);
        var youngAnswer = ReceiveAsync(young);
        Assert.False(oldAnswer.IsCompleted || youngAnswer.IsCompleted);

        proxy.Heal();
        await Assert.ThrowsAsync<SocketException>(() => oldAnswer);
        await Assert.ThrowsAsync<SocketException>(() => youngAnswer);
        using var fresh = await ConnectAsync(proxy);
        Assert.Equal("a:after", await AskAsync(fresh, "after"));
        // "lost" never arrived: the server saw the old connection's end, and then the fresh one.
        Assert.Equal(["after", "end"], new[]
        {
            await server.Received.ReadAsync(Cancelled),
            await server.Received.ReadAsync(Cancelled),
        }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_doesnt_learn_that_a_black_holed_client_has_left_before_the_heal()
    {
        await using var server = new EchoServer("a:");
        await using var proxy = TcpProxy.Start(server.Port);
        var client = await ConnectAsync(proxy);
        await AskAsync(client, "before");
        await server.Received.ReadAsync(Cancelled);

        proxy.BlackHole();
        client.Dispose();
        // A second server is a full round trip of waiting, without a clock.
        await using var other = new EchoServer("b:");
        await using var plain = TcpProxy.Start(other.Port);
        using (var passing = await ConnectAsync(plain))
        {
            Assert.Equal("b:ping", await AskAsync(passing, "ping"));
        }

        Assert.False(server.Received.TryRead(out _));
        Assert.Equal(1, proxy.Connections);
        proxy.Heal();
        Assert.Equal("end", await server.Received.ReadAsync(Cancelled));
    }

    [Fact]
    public async Task Requests_arrive_while_answers_vanish()
    {
        await using var server = new EchoServer("a:");
        await using var proxy = TcpProxy.Start(server.Port);
        using var client = await ConnectAsync(proxy);

        proxy.BlackHoleAnswers();
        await SendAsync(client, "hello");
        Assert.Equal("hello", await server.Received.ReadAsync(Cancelled));
        var answer = ReceiveAsync(client);
        Assert.False(answer.IsCompleted);

        proxy.Heal();
        await Assert.ThrowsAsync<SocketException>(() => answer);
    }

    [Fact]
    public async Task A_cut_resets_all_connections_and_new_ones_are_forwarded()
    {
        await using var server = new EchoServer("a:");
        await using var proxy = TcpProxy.Start(server.Port);
        using var client = await ConnectAsync(proxy);
        await AskAsync(client, "before");

        proxy.CutAll();

        await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(client));
        using var fresh = await ConnectAsync(proxy);
        Assert.Equal("a:after", await AskAsync(fresh, "after"));
    }

    [Fact]
    public async Task A_client_that_waits_for_an_answer_learns_at_once_that_the_server_died()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var proxy = TcpProxy.Start(((IPEndPoint)listener.LocalEndpoint).Port);
        using var client = await ConnectAsync(proxy);
        using var server = await listener.AcceptSocketAsync(Cancelled);
        await SendAsync(client, "hello");
        Assert.Equal("hello", await ReceiveAsync(server));
        var answer = ReceiveAsync(client);

        Kill(server);

        await Assert.ThrowsAsync<SocketException>(() => answer.WaitAsync(Bound, TimeProvider.System, Cancelled));
    }

    [Fact]
    public async Task A_server_that_waits_for_a_request_learns_at_once_that_the_client_died()
    {
        await using var server = new EchoServer("a:");
        await using var proxy = TcpProxy.Start(server.Port);
        using var client = await ConnectAsync(proxy);
        await AskAsync(client, "before");
        await server.Received.ReadAsync(Cancelled);

        Kill(client);

        Assert.Equal("end", await server.Received.ReadAsync(Cancelled).AsTask()
            .WaitAsync(Bound, TimeProvider.System, Cancelled));
    }

    [Fact]
    public async Task A_client_doesnt_learn_that_the_server_died_while_answers_vanish()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var proxy = TcpProxy.Start(((IPEndPoint)listener.LocalEndpoint).Port);
        using var client = await ConnectAsync(proxy);
        using var server = await listener.AcceptSocketAsync(Cancelled);
        await SendAsync(client, "before");
        Assert.Equal("before", await ReceiveAsync(server));
        proxy.BlackHoleAnswers();
        Kill(server);

        // More than one, because the first may be on its way before the proxy has heard of the end.
        for (var round = 0; round < 10; round++)
        {
            await SendAsync(client, "hello");
            await using var other = new EchoServer("b:");
            await using var plain = TcpProxy.Start(other.Port);
            using var passing = await ConnectAsync(plain);
            Assert.Equal("b:ping", await AskAsync(passing, "ping"));
        }

        var answer = ReceiveAsync(client);
        Assert.False(answer.IsCompleted);
        proxy.Heal();
        await Assert.ThrowsAsync<SocketException>(() => answer.WaitAsync(Bound, TimeProvider.System, Cancelled));
    }

    [Fact]
    public async Task New_connections_go_to_the_new_target_and_open_ones_stay()
    {
        await using var first = new EchoServer("first:");
        await using var second = new EchoServer("second:");
        await using var proxy = TcpProxy.Start(first.Port);
        using var old = await ConnectAsync(proxy);
        await AskAsync(old, "1");

        proxy.Retarget(second.Port);

        using var young = await ConnectAsync(proxy);
        Assert.Equal("second:2", await AskAsync(young, "2"));
        Assert.Equal("first:3", await AskAsync(old, "3"));
    }

    [Fact]
    public async Task A_connection_to_a_target_that_is_away_is_reset()
    {
        var server = new EchoServer("a:");
        var port = server.Port;
        await server.DisposeAsync();
        await using var proxy = TcpProxy.Start(port);

        // The reset may be there before the client's own call to connect has returned.
        var refusal = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            using var client = await ConnectAsync(proxy);
            await ReceiveAsync(client);
        });

        Assert.Equal(SocketError.ConnectionReset, refusal.SocketErrorCode);
    }

    [Fact]
    public async Task A_disposed_proxy_has_let_go_of_its_connections()
    {
        await using var server = new EchoServer("a:");
        var proxy = TcpProxy.Start(server.Port);
        using var client = await ConnectAsync(proxy);
        await AskAsync(client, "before");
        proxy.BlackHole();

        await proxy.DisposeAsync();

        Assert.Equal(0, proxy.Connections);
        await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(client));
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(proxy));
    }

    // What the system does for a process that dies with something unread: a reset, and no end of the stream.
    private static void Kill(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private static async Task<Socket> ConnectAsync(TcpProxy proxy)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, proxy.Port, Cancelled);
        return socket;
    }

    // The system completes a connection before the proxy has taken it, and a heal holds only for those it has taken.
    private static async Task AdmitsAsync(TcpProxy proxy, int connections)
    {
        while (proxy.Connections < connections)
        {
            Cancelled.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<string> AskAsync(Socket socket, string text)
    {
        await SendAsync(socket, text);
        return await ReceiveAsync(socket);
    }

    private static async Task SendAsync(Socket socket, string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), Cancelled);

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, Cancelled));
    }
}
