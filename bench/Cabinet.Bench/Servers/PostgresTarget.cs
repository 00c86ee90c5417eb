using Cabinet.Bench.Processes;
using Npgsql;

namespace Cabinet.Bench.Servers;

/// <summary>The PostgreSQL server that is measured, and databases on it.</summary>
internal sealed class PostgresTarget
{
    private readonly string connectionString;
    private int databases;

    private PostgresTarget(string connectionString, int? process) =>
        (this.connectionString, Process) = (connectionString, process);

    /// <summary>The postmaster; null when the server runs on another machine or under another name space.</summary>
    public int? Process { get; }

    /// <summary>The same as a list, for those who add up processes.</summary>
    public IReadOnlyList<int> Processes => Process is { } process ? [process] : [];

    /// <param name="connectionString">To a database from which a role may create others.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<PostgresTarget> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return new PostgresTarget(connectionString, ProcessTree.ParentOf(connection.ProcessID));
    }

    /// <summary>Makes an empty database; it is dropped when disposed.</summary>
    public async Task<BenchDatabase> CreateDatabaseAsync(CancellationToken cancellation)
    {
        var name = $"bench_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}", cancellation);
        var own = new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
        return new BenchDatabase(own, () => DropAsync(name, own));
    }

    /// <summary>What decides what its figures mean: its version and what a commit waits for.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            """
            SELECT 'PostgreSQL ' || current_setting('server_version') || '; ' || string_agg(name || '='
                || current_setting(name), ', ' ORDER BY name)
            FROM unnest(ARRAY['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size', 'ssl'])
                AS name
            """,
            connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async ValueTask DropAsync(string name, string own)
    {
        await using (var connection = new NpgsqlConnection(own))
        {
            NpgsqlConnection.ClearPool(connection);
        }
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
#pragma warning disable CA2100 // A database's name can't be a parameter; it is made of numbers above.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
