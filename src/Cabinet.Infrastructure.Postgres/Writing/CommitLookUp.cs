using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Observability;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Finds out whether a commit took place whose answer was lost, or that wasn't sure of its standby.</summary>
/// <remarks>
/// It inserts the commit's own name. If the commit is still under way, that waits for it; if it took place, the name is
/// there; and if it didn't, the name is taken from now on, so that it never can. A name that was taken so is marked,
/// because the answer to this may be lost, too, and whoever asks again must not take the mark for the commit. It then
/// makes a commit of its own: when that is on the synchronous standby, so is everything before it.
/// </remarks>
internal sealed class CommitLookUp(StoreDatabase database, TimeProvider time, PostgresMetrics? metrics)
{
    private const string TakeSql =
        """
        INSERT INTO cabinet.commit_key AS k (lane, number, at) VALUES ($1, $2, 'infinity')
        ON CONFLICT (lane, number) DO UPDATE SET at = k.at
        RETURNING k.at = 'infinity'
        """;

    private const string ConfirmSql =
        """
        INSERT INTO cabinet.commit_key (lane, number) VALUES ($1, -$2)
        ON CONFLICT (lane, number) DO UPDATE SET at = now()
        """;

    private const string ForgetSql = "DELETE FROM cabinet.commit_key WHERE lane = $1 AND number IN ($2, -$2)";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether it took place; null when that couldn't be found out within the time.</summary>
    public async Task<bool?> FindAsync(CommitName name, TimeSpan timeout, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var found = await FindOnceAsync(name, stopping);
                metrics?.LookedUp(found);
                return found;
            }
            catch (Exception trouble) when (trouble is NpgsqlException or TimeoutException or IOException)
            {
                // Not reachable yet: a server that restarts or a standby that takes over needs its time.
            }

            if (time.GetElapsedTime(started) >= timeout)
            {
                return null;
            }

            await Task.Delay(Pause, time, CancellationToken.None);
        }

        return null;
    }

    private async Task<bool> FindOnceAsync(CommitName name, CancellationToken stopping)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stopping);
        var isUncertain = false;
        connection.Notice += (_, notice) => isUncertain |= notice.Notice.InvariantSeverity == "WARNING";
        var isBarred = await IsBarredAsync(connection, name, stopping);
        if (!isBarred)
        {
            await ExecuteAsync(connection, ConfirmSql, name, stopping);
        }

        if (isUncertain)
        {
            throw new TimeoutException("The commit that confirms it isn't sure of its standby either.");
        }

        if (!isBarred)
        {
            await ForgetAsync(connection, name, stopping);
        }

        return !isBarred;
    }

    private async Task<bool> IsBarredAsync(NpgsqlConnection connection, CommitName name, CancellationToken stopping)
    {
        await using var command = database.Statement(connection, TakeSql, name.Lane, name.Number);
        await using var row = await command.ExecuteReaderAsync(stopping);
        await row.ReadAsync(stopping);
        return row.GetBoolean(0);
    }

    // What it says is known by now. To ask again when this answer is lost would find no name, and so no commit.
    private async Task ForgetAsync(NpgsqlConnection connection, CommitName name, CancellationToken stopping)
    {
        try
        {
            await ExecuteAsync(connection, ForgetSql, name, stopping);
        }
        catch (Exception trouble) when (trouble is NpgsqlException or TimeoutException or IOException)
        {
            // Two short rows stay.
        }
    }

    private async Task ExecuteAsync(
        NpgsqlConnection connection, string text, CommitName name, CancellationToken stopping)
    {
        await using var command = database.Statement(connection, text, name.Lane, name.Number);
        await command.ExecuteNonQueryAsync(stopping);
    }
}
