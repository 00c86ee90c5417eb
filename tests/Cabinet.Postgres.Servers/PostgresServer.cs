using System.Globalization;
using Npgsql;

namespace Cabinet.Postgres.Servers;

/// <summary>
/// A real PostgreSQL server on a free loopback port, with a superuser <c>postgres</c> without a password. It is stopped
/// and its data deleted at disposal, and also when this process is killed. Encoding UTF8, locale C.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int StartAttempts = 5;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly PostgresServerSettings settings;
    private readonly IReadOnlyDictionary<string, string> replication;
    private readonly string programs;
    private readonly string folder;
    private WatchedProcess? process;
    private bool wasKilled;
    private string initialConfiguration = "";
    private int databases;
    private int roles;
    private int standbys;

    private PostgresServer(PostgresServerSettings settings, string folder, IReadOnlyDictionary<string, string> replication)
    {
        this.settings = settings;
        this.folder = folder;
        this.replication = replication;
        programs = PostgresInstallation.Find(settings.Version)
            ?? throw new PostgresServerException(HowToInstall(settings.Version));
        DataFolder = Path.Combine(folder, "data");
        LogFile = Path.Combine(folder, "log");
    }

    /// <summary>The port on 127.0.0.1; it stays the same over stops and starts.</summary>
    public int Port { get; private set; }

    /// <summary>The data folder, which belongs to the account that runs the server.</summary>
    public string DataFolder { get; }

    /// <summary>What the server wrote, over all its starts.</summary>
    public string LogFile { get; }

    /// <summary>The version that runs.</summary>
    public PostgresVersion Version => settings.Version;

    /// <summary>The process id of the server (the postmaster); zero while it is stopped.</summary>
    public int ProcessId => process?.Id ?? 0;

    /// <summary>Whether <see cref="StartAsync"/> can start this version here; otherwise <see cref="HowToInstall"/>.</summary>
    public static bool IsInstalled(PostgresVersion version) => PostgresInstallation.Find(version) is not null;

    /// <summary>Says that a version is missing and how to get it: the reason of a skipped test.</summary>
    public static string HowToInstall(PostgresVersion version) => PostgresInstallation.HowToInstall(version);

    /// <summary>Starts a server with empty databases; it takes connections when the task completes.</summary>
    /// <exception cref="PostgresServerException">The version is missing, or the server doesn't start.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerSettings settings, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var folder = await ServerFolders.MakeAsync("server", settings.Folder, cancelled);
        return await StartNewAsync(
            settings,
            folder,
            new Dictionary<string, string>(),
            data => PostgresTemplates.CopyAsync(settings.Version, data, cancelled),
            cancelled);
    }

    /// <summary>The superuser's connection string: Npgsql's form, without TLS.</summary>
    public string ConnectionString(string database = "postgres") => ConnectionString(database, "postgres");

    /// <summary>Makes an empty database.</summary>
    /// <returns>The superuser's connection string for it.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancelled)
    {
        var name = "database_" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync($"CREATE DATABASE {name}", database: null, cancelled);
        return ConnectionString(name);
    }

    /// <summary>
    /// Makes a role that may log in and create schemas in one database, and nothing else: no superuser, no CREATEDB, no
    /// CREATEROLE, owner of nothing, and from PostgreSQL 15 on without rights in the schema <c>public</c>.
    /// </summary>
    /// <param name="database">The database's name (not a connection string).</param>
    /// <param name="cancelled">Gives up.</param>
    /// <returns>The role's connection string for that database.</returns>
    public async Task<string> CreateRestrictedRoleAsync(string database, CancellationToken cancelled)
    {
        var role = "role_" + Interlocked.Increment(ref roles).ToString(CultureInfo.InvariantCulture);
        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(database);
        await ExecuteAsync(
            $"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE", database: null, cancelled);
        await ExecuteAsync($"GRANT CONNECT, CREATE ON DATABASE {quoted} TO {role}", database: null, cancelled);
        return ConnectionString(database, role);
    }

    /// <summary>Runs statements as superuser over a connection of its own.</summary>
    public Task ExecuteAsync(string sql, string? database = null) =>
        ExecuteAsync(sql, database, CancellationToken.None);

    /// <summary>Reads the first column of the first row as superuser over a connection of its own.</summary>
    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public Task<T> ReadAsync<T>(string sql, string? database = null) =>
        PostgresSession.ReadAsync<T>(ConnectionString(database ?? "postgres"), sql, CancellationToken.None);

    /// <summary>Stops it, and completes when it has ended; nothing happens when it is stopped already.</summary>
    public Task StopAsync(PostgresShutdown mode, CancellationToken cancelled) => ExclusivelyAsync(
        async bounded =>
        {
            if (process is { } running)
            {
                running.Signal(mode switch
                {
                    PostgresShutdown.Smart => Signals.Terminate,
                    PostgresShutdown.Fast => Signals.Interrupt,
                    _ => Signals.Quit,
                });
                await running.EndAsync(bounded);
                await ForgetAsync(running);
            }
        },
        cancelled);

    /// <summary>Kills the server and each of its processes with SIGKILL, and removes the process id file it leaves.</summary>
    public Task KillAsync() => ExclusivelyAsync(
        async bounded =>
        {
            if (process is { } running)
            {
                var family = ProcessFamily.Of(running.Id);
                family.Kill();
                await running.EndAsync(bounded);
                await family.EndAsync(bounded);
                await ForgetAsync(running);
                File.Delete(Path.Combine(DataFolder, "postmaster.pid"));
                wasKilled = true;
            }
        },
        CancellationToken.None);

    /// <summary>Starts it on the same data and port after a stop or a kill.</summary>
    /// <exception cref="PostgresServerException">It doesn't start, or somebody has taken its port.</exception>
    public Task StartAgainAsync(CancellationToken cancelled) => ExclusivelyAsync(
        async bounded =>
        {
            // A server that crashed by itself is started again too.
            if (process is { HasEnded: true } ended)
            {
                await ForgetAsync(ended);
            }

            process ??= await PostgresProcess.StartAsync(programs, DataFolder, LogFile, bounded)
                ?? throw new PostgresServerException($"The port {Port} was taken while the server was stopped.");
            wasKilled = false;
        },
        cancelled);

    /// <summary>
    /// Starts a hot standby that streams from this server as <c>application_name=standby</c>, asynchronously until
    /// <see cref="MakeSynchronousAsync"/>. Its replication slot stays when it is disposed, and keeps at most 4 GB of log.
    /// </summary>
    /// <returns>The standby, which streams.</returns>
    public async Task<PostgresServer> StartStandbyAsync(CancellationToken cancelled)
    {
        var slot = "standby_" + Interlocked.Increment(ref standbys).ToString(CultureInfo.InvariantCulture);
        var target = await ServerFolders.MakeAsync("standby", settings.Folder, cancelled);
        var following = new Dictionary<string, string>
        {
            ["primary_conninfo"] = $"host=127.0.0.1 port={Port} user=postgres sslmode=disable application_name=standby",
            ["primary_slot_name"] = slot,
        };
        var standby = await StartNewAsync(
            settings,
            target,
            following,
            async data =>
            {
                await ServerAccount.RunAsync("mkdir", ["-m", "700", data], cancelled);
                await PostgresBackup.CopyAsync(ConnectionString() + ";Pooling=false", DataFolder, data, slot, cancelled);
            },
            cancelled);
        await UntilAsync(
            $"SELECT EXISTS (SELECT FROM pg_stat_replication WHERE state = 'streaming' AND pid = "
                + $"(SELECT active_pid FROM pg_replication_slots WHERE slot_name = '{slot}'))",
            cancelled);
        return standby;
    }

    /// <summary>
    /// Lets commits on this primary wait until a standby has them on disk (<c>synchronous_standby_names</c>, and
    /// <c>synchronous_commit</c> on), and completes when the standby counts as synchronous. From then on commits wait for
    /// ever while there is no standby.
    /// </summary>
    public async Task MakeSynchronousAsync(CancellationToken cancelled)
    {
        // ALTER SYSTEM is refused in a transaction, so each statement goes alone.
        await ExecuteAsync("ALTER SYSTEM SET synchronous_commit = 'on'", database: null, cancelled);
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'standby'", database: null, cancelled);
        await ExecuteAsync("SELECT pg_reload_conf()", database: null, cancelled);
        await UntilAsync("SELECT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')", cancelled);
    }

    /// <summary>Makes this standby a primary, and completes when it takes writes.</summary>
    public async Task PromoteAsync(CancellationToken cancelled)
    {
        await ExecuteAsync("SELECT pg_promote(wait => false)", database: null, cancelled);
        await UntilAsync("SELECT NOT pg_is_in_recovery()", cancelled);
    }

    /// <summary>Stops it in immediate mode and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(PostgresShutdown.Immediate, CancellationToken.None);
        if (wasKilled)
        {
            await PostgresProcess.ReleaseMemoryAsync(programs, DataFolder, LogFile);
        }

        await ServerFolders.DeleteAsync(folder);
        gate.Dispose();
    }

    private static async Task<PostgresServer> StartNewAsync(
        PostgresServerSettings settings,
        string folder,
        IReadOnlyDictionary<string, string> replication,
        Func<string, Task> makeData,
        CancellationToken cancelled)
    {
        try
        {
            var server = new PostgresServer(settings, folder, replication);
            await makeData(server.DataFolder);
            await server.ExclusivelyAsync(server.StartFirstAsync, cancelled);
            return server;
        }
        catch
        {
            await ServerFolders.DeleteAsync(folder);
            throw;
        }
    }

    private async Task StartFirstAsync(CancellationToken cancelled)
    {
        var file = Path.Combine(DataFolder, "postgresql.conf");
        initialConfiguration = await File.ReadAllTextAsync(file, cancelled);
        await ServerAccount.WriteFileAsync(
            Path.Combine(DataFolder, "pg_hba.conf"), PostgresConfiguration.HostBasedAuthentication, cancelled);
        // Between the choice of a port and the server's bind somebody else may take it: then another port.
        for (var attempt = 0; process is null && attempt < StartAttempts; attempt++)
        {
            Port = FreePort.Next();
            var lines = PostgresConfiguration.Lines(settings, Port, folder, replication);
            await ServerAccount.WriteFileAsync(file, initialConfiguration + lines, cancelled);
            process = await PostgresProcess.StartAsync(programs, DataFolder, LogFile, cancelled);
        }

        _ = process ?? throw new PostgresServerException($"{StartAttempts} ports in a row were taken.");
    }

    private async Task ExclusivelyAsync(Func<CancellationToken, Task> step, CancellationToken cancelled)
    {
        using var bound = new CancellationTokenSource(Bound, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancelled);
        await gate.WaitAsync(both.Token);
        try
        {
            await step(both.Token);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task ForgetAsync(WatchedProcess ended)
    {
        process = null;
        await ended.DisposeAsync();
    }

    private string ConnectionString(string database, string user) =>
        $"Host=127.0.0.1;Port={Port};Username={user};Database={database};SSL Mode=Disable";

    private Task ExecuteAsync(string sql, string? database, CancellationToken cancelled) =>
        PostgresSession.ExecuteAsync(ConnectionString(database ?? "postgres"), sql, cancelled);

    private Task UntilAsync(string condition, CancellationToken cancelled) =>
        PostgresSession.UntilAsync(ConnectionString(), condition, Bound, cancelled);
}
