using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Cabinet.Postgres.Servers;

/// <summary>A PgBouncer in front of a server, on a free loopback port; it ends at disposal or with this process.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";
    private const int StartAttempts = 5;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string folder;
    private readonly WatchedProcess process;

    private PgBouncer(string folder, WatchedProcess process, string connectionString)
    {
        this.folder = folder;
        this.process = process;
        ConnectionString = connectionString;
    }

    /// <summary>Says that it is missing and how to get it: the reason of a skipped test.</summary>
    public static string HowToInstall => "PgBouncer isn't installed; ./test installs it as root, or: apt-get install pgbouncer";

    /// <summary>Whether <see cref="StartAsync"/> can start one here.</summary>
    public static bool IsInstalled => File.Exists(Program) && ServerAccount.Exists;

    /// <summary>The string that it was given, with its own host and port; nothing else is changed.</summary>
    public string ConnectionString { get; }

    /// <summary>The process id.</summary>
    public int ProcessId => process.Id;

    /// <summary>Starts one that forwards the user of a connection string, without a password, to any of its databases.</summary>
    /// <param name="connectionString">The server's, with host, port, user and database.</param>
    /// <param name="mode">For how long a client has a server's connection.</param>
    /// <param name="poolSize">The most connections to the server for each database and user; 1 or more.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<PgBouncer> StartAsync(
        string connectionString,
        PgBouncerPoolMode mode,
        int poolSize,
        CancellationToken cancelled)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(poolSize, 1);
        using var bound = new CancellationTokenSource(Bound, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancelled);
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var folder = await ServerFolders.MakeAsync("pgbouncer", parent: null, both.Token);
        try
        {
            for (var attempt = 0; attempt < StartAttempts; attempt++)
            {
                var port = FreePort.Next();
                await WriteSettingsAsync(folder, target, mode, poolSize, port, both.Token);
                if (await StartProcessAsync(folder, port, both.Token) is { } process)
                {
                    var own = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port };
                    return new PgBouncer(folder, process, own.ConnectionString);
                }
            }

            throw new PostgresServerException($"{StartAttempts} ports in a row were taken.");
        }
        catch
        {
            await ServerFolders.DeleteAsync(folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await ServerFolders.DeleteAsync(folder);
    }

    private static async Task WriteSettingsAsync(
        string folder,
        NpgsqlConnectionStringBuilder target,
        PgBouncerPoolMode mode,
        int poolSize,
        int port,
        CancellationToken cancelled)
    {
        var users = Path.Combine(folder, "users.txt");
        await ServerAccount.WriteFileAsync(users, $"\"{target.Username}\" \"\"\n", cancelled);
        // Statistics and pause are in the database "pgbouncer", which takes the same user.
        var text = $"""
            [databases]
            * = host={target.Host} port={target.Port}

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            admin_users = {target.Username}
            pool_mode = {mode.ToString().ToLowerInvariant()}
            default_pool_size = {poolSize}
            max_client_conn = 1000
            server_tls_sslmode = disable

            """;
        await ServerAccount.WriteFileAsync(Path.Combine(folder, "pgbouncer.ini"), text, cancelled);
    }

    private static async Task<WatchedProcess?> StartProcessAsync(string folder, int port, CancellationToken cancelled)
    {
        var log = Path.Combine(folder, "log");
        // Version 1.18 ends at once at SIGTERM, whoever is connected.
        var process = await WatchedProcess.StartAsync(
            log, "TERM", cancelled, Program, Path.Combine(folder, "pgbouncer.ini"));
        try
        {
            while (!await AnswersAsync(port, cancelled))
            {
                if (process.HasEnded)
                {
                    var said = await File.ReadAllTextAsync(log, cancelled);
                    if (!said.Contains("Address already in use", StringComparison.Ordinal))
                    {
                        throw new PostgresServerException($"PgBouncer ended while it started: {said}");
                    }

                    await process.DisposeAsync();
                    return null;
                }

                await Task.Delay(Pause, TimeProvider.System, cancelled);
            }

            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancelled)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancelled);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
