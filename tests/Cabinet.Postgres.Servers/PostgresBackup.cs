using Npgsql;

namespace Cabinet.Postgres.Servers;

/// <summary>
/// Copies a running server's data folder for a standby, by the low-level backup functions of PostgreSQL's manual
/// (chapter "Continuous Archiving"). Not by <c>pg_basebackup</c>: npm's builds come without it, and that of version 15
/// refuses newer servers.
/// </summary>
internal static class PostgresBackup
{
    // tar's code 1 says that files changed or went while it read them, which the log then sets right. What belongs to
    // the process rather than to the data stays behind, and the log is streamed.
    private const string Copy = """
        { tar -C "$1" --exclude='./pg_wal/*' --exclude='./pg_replslot/*' --exclude='./pg_dynshmem/*' \
            --exclude='./pg_notify/*' --exclude='./pg_serial/*' --exclude='./pg_snapshots/*' \
            --exclude='./pg_stat_tmp/*' --exclude='./pg_subtrans/*' --exclude='pgsql_tmp*' \
            --exclude='./postmaster.*' --exclude='./standby.signal' -cf - . 2>/dev/null || [ $? -eq 1 ]; } |
          tar -C "$2" -xf -
        """;

    /// <summary>Makes the data folder of a standby that isn't started yet.</summary>
    /// <param name="connectionString">The primary's.</param>
    /// <param name="source">The primary's data folder.</param>
    /// <param name="target">An empty folder.</param>
    /// <param name="slot">The replication slot that is made, so that the primary keeps the log from here on.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task CopyAsync(
        string connectionString,
        string source,
        string target,
        string slot,
        CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancelled);
        await using (var reserve = connection.CreateCommand())
        {
            reserve.CommandText = "SELECT pg_create_physical_replication_slot($1, true)";
            reserve.Parameters.Add(new() { Value = slot });
            await reserve.ExecuteNonQueryAsync(cancelled);
        }

        // The backup is over when this session ends: so the copy is made within it.
        await using (var start = connection.CreateCommand())
        {
            start.CommandText = "SELECT pg_backup_start('standby', true)";
            await start.ExecuteNonQueryAsync(cancelled);
        }

        await ServerAccount.RunAsync("sh", ["-c", Copy, "sh", source, target], cancelled);
        await ServerAccount.WriteFileAsync(
            Path.Combine(target, "backup_label"), await StopAsync(connection, cancelled), cancelled);
        await LeaveOutSynchronyAsync(Path.Combine(target, "postgresql.auto.conf"), cancelled);
        await ServerAccount.WriteFileAsync(Path.Combine(target, "standby.signal"), "", cancelled);
    }

    private static async Task<string> StopAsync(NpgsqlConnection connection, CancellationToken cancelled)
    {
        await using var stop = connection.CreateCommand();
        stop.CommandText = "SELECT labelfile FROM pg_backup_stop(false)";
        return (string)(await stop.ExecuteScalarAsync(cancelled))!;
    }

    // A standby that inherited it would, once promoted, wait for a standby of its own at the first commit.
    private static async Task LeaveOutSynchronyAsync(string file, CancellationToken cancelled)
    {
        var kept = (await File.ReadAllLinesAsync(file, cancelled))
            .Where(line => !line.StartsWith("synchronous_standby_names", StringComparison.Ordinal));
        await ServerAccount.WriteFileAsync(file, string.Join('\n', kept) + "\n", cancelled);
    }
}
