using System.Globalization;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Connections;

/// <summary>Builds where a store's connections come from.</summary>
/// <remarks>
/// What has to hold for every statement is set once when a connection is opened, and stays because nothing is reset when
/// it goes back into the pool. Through a proxy that pools by transaction a session belongs to nobody, so nothing is set
/// there: each transaction brings its settings as its first statement, in the same round trip.
/// </remarks>
internal static class StoreConnections
{
    /// <summary>The most statements that one connection keeps prepared: all of the driver's.</summary>
    private const int MaximumPrepared = 200;

    /// <summary>How long to wait for a connection, in seconds, unless the connection string says.</summary>
    private const int ConnectTimeout = 5;

    /// <summary>A connection that is idle for so long is asked whether it still lives, in seconds.</summary>
    private const int KeepAlive = 10;

    /// <summary>How long a host's role (primary, standby, away) is believed, in seconds.</summary>
    private const int HostRecheck = 1;

    /// <summary>The client waits so much longer than the server, in seconds, so that the server's answer is what counts.</summary>
    private const int CommandSlack = 5;

    // jit: plans that may not scan a table look so expensive that they would be compiled each time.
    // idle_in_transaction_session_timeout: a node that was stopped within a transaction holds its locks.
    private const string InitializeSql =
        """
        SELECT set_config('statement_timeout', $1, false),
               set_config('idle_in_transaction_session_timeout', $1, false),
               set_config('default_transaction_isolation', 'read committed', false),
               set_config('enable_seqscan', 'off', false),
               set_config('jit', 'off', false),
               set_config('timezone', 'UTC', false)
        """;

    /// <summary>A store with at most as many connections as its options say.</summary>
    public static StoreDatabase Build(PostgresStoreOptions options) => Build(options, options.MaximumConnections);

    /// <summary>A store with at most so many connections.</summary>
    public static StoreDatabase Build(PostgresStoreOptions options, int maximumConnections)
    {
        var settings = Settings(options, maximumConnections);
        return new StoreDatabase(new SchemaName(options.Schema), OpenSource(options, settings), Label(settings))
        {
            TransactionSettings = options.PoolsTransactions
                ? [
                    ("statement_timeout", Milliseconds(options.StatementTimeout)),
                    ("enable_seqscan", "off"), ("jit", "off"), ("timezone", "UTC"),
                ]
                : [],
        };
    }

    /// <summary>The connection string with what Cabinet sets; what the user said stays.</summary>
    public static NpgsqlConnectionStringBuilder Settings(PostgresStoreOptions options, int maximumConnections)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        settings.ApplicationName ??= "cabinet";
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        settings.Enlist = false;
        settings.NoResetOnClose = true;
        settings.MaxPoolSize = IsSaid(settings, "Maximum Pool Size")
            ? Math.Min(settings.MaxPoolSize, maximumConnections)
            : maximumConnections;
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, settings.MaxPoolSize);
        SetPreparing(settings, options.PoolsTransactions);
        SetTimeouts(settings, options.StatementTimeout);
        return settings;
    }

    /// <summary>A time as PostgreSQL's settings take it.</summary>
    public static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMilliseconds}");

    /// <summary>The server, the database and nothing secret.</summary>
    public static string Label(NpgsqlConnectionStringBuilder settings)
    {
        var host = string.IsNullOrEmpty(settings.Host) ? "localhost" : settings.Host;
        var database = string.IsNullOrEmpty(settings.Database) ? settings.Username : settings.Database;
        return host.Contains(',', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal)
            ? $"{host}/{database}"
            : string.Create(CultureInfo.InvariantCulture, $"{host}:{settings.Port}/{database}");
    }

    private static void SetPreparing(NpgsqlConnectionStringBuilder settings, bool poolsTransactions)
    {
        if (poolsTransactions)
        {
            settings.MaxAutoPrepare = 0;
        }
        else if (!IsSaid(settings, "Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = MaximumPrepared;
            settings.AutoPrepareMinUsages = 2;
        }
    }

    private static void SetTimeouts(NpgsqlConnectionStringBuilder settings, TimeSpan statementTimeout)
    {
        settings.CommandTimeout = (int)Math.Ceiling(statementTimeout.TotalSeconds) + CommandSlack;
        if (!IsSaid(settings, "Timeout"))
        {
            settings.Timeout = ConnectTimeout;
        }

        if (!IsSaid(settings, "Keepalive"))
        {
            settings.KeepAlive = KeepAlive;
        }

        if (!IsSaid(settings, "TCP Keepalive"))
        {
            settings.TcpKeepAlive = true;
            settings.TcpKeepAliveTime = KeepAlive;
            settings.TcpKeepAliveInterval = 1;
        }

        if (!IsSaid(settings, "Host Recheck Seconds"))
        {
            settings.HostRecheckSeconds = HostRecheck;
        }
    }

    private static bool IsSaid(NpgsqlConnectionStringBuilder settings, string keyword) =>
        settings.Keys.Contains(keyword, StringComparer.OrdinalIgnoreCase);

    private static NpgsqlDataSource OpenSource(PostgresStoreOptions options, NpgsqlConnectionStringBuilder settings)
    {
        var isMultiHost = settings.Host?.Contains(',', StringComparison.Ordinal) ?? false;
        settings.TargetSessionAttributes = isMultiHost ? "primary" : null;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (!options.PoolsTransactions)
        {
            var timeout = Milliseconds(options.StatementTimeout);
            builder.UsePhysicalConnectionInitializer(
                connection => Initialize(connection, timeout), connection => InitializeAsync(connection, timeout));
        }

        return builder.Build();
    }

    private static void Initialize(NpgsqlConnection connection, string timeout)
    {
        using var command = Initialization(connection, timeout);
        command.ExecuteNonQuery();
    }

    private static async Task InitializeAsync(NpgsqlConnection connection, string timeout)
    {
        await using var command = Initialization(connection, timeout);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Initialization(NpgsqlConnection connection, string timeout) =>
        new(InitializeSql, connection) { Parameters = { new() { Value = timeout } } };
}
