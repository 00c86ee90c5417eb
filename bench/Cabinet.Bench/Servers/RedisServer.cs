using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cabinet.Bench.Servers;

/// <summary>A throw-away Redis that syncs its append-only file at every write, as durable as the others are.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process process;

    private RedisServer(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Its version; null when it isn't installed.</summary>
    public static async Task<string?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            using var version = Process.Start(
                new ProcessStartInfo("redis-server", "--version") { RedirectStandardOutput = true })!;
            var line = await version.StandardOutput.ReadToEndAsync(cancellation);
            await version.WaitForExitAsync(cancellation);
            return line.Split("v=") is [_, var rest, ..] ? rest.Split(' ')[0] : line.Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public static async Task<RedisServer> StartAsync(string folder, CancellationToken cancellation)
    {
        var port = FreePort();
        var number = port.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "redis-server",
            ["--port", number, "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes",
                "--appendfsync", "always"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("redis-server didn't start.");
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                return new RedisServer(process, port);
            }
        }
        process.Dispose();
        throw new InvalidOperationException("redis-server ended before it was ready.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
