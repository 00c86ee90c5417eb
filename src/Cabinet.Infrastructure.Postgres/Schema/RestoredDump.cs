using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>
/// Finds and repairs a store whose dump was restored on another server, where transaction ids begin anew.
/// </summary>
/// <remarks>
/// Ready jobs are claimed in the order of (turn, place), and a turn is the id of the transaction that inserted the job.
/// While a position lies ahead of the server's ids, whatever is inserted comes before it and would never be claimed. A
/// visible row's own transaction is always before the snapshot's end, so a turn that isn't came from elsewhere.
/// </remarks>
internal static class RestoredDump
{
    // The newest row of each queue and priority is the last one of its stretch of the index on ready jobs.
    private const string AheadSql =
        """
        SELECT EXISTS (
            SELECT FROM cabinet.position p, unnest(p.turns) AS t (turn)
            WHERE t.turn >= pg_snapshot_xmax(pg_current_snapshot()))
          OR EXISTS (
            SELECT FROM cabinet.name q, generate_series(0, 9) AS p (priority), LATERAL (
              SELECT j.turn FROM cabinet.job j
              WHERE j.class = 0 AND j.queue = q.id AND j.priority = p.priority
              ORDER BY j.turn DESC, j.place DESC LIMIT 1) AS newest
            WHERE newest.turn >= pg_snapshot_xmax(pg_current_snapshot()))
        """;

    // A claim takes its queue's lock before it reads the position, so none is halfway while this transaction lasts.
    private const string LockQueuesSql =
        """
        SELECT cabinet.lock_queue(q.id) FROM (
          SELECT n.id FROM cabinet.name n
          WHERE EXISTS (SELECT FROM cabinet.position p WHERE p.queue = n.id)
             OR EXISTS (SELECT FROM cabinet.job j WHERE j.class = 0 AND j.queue = n.id)
          ORDER BY n.id) AS q
        """;

    private const string LockTablesSql =
        "LOCK TABLE cabinet.job, cabinet.lease, cabinet.position IN SHARE ROW EXCLUSIVE MODE";

    // A ready job that a lease names is running, and only the position kept it from being claimed again: it becomes
    // taken. The others are claimed again in the order of their places, before whatever comes with a turn of this server.
    private const string RepairSql =
        """
        WITH running AS MATERIALIZED (
          SELECT u.id, max(l.number) AS number FROM cabinet.lease l, unnest(l.jobs) AS u (id) GROUP BY u.id)
        UPDATE cabinet.job AS j
        SET turn = '0', class = CASE WHEN j.class = 0 AND held.number > j.fence THEN 4 ELSE j.class END
        FROM cabinet.job AS o LEFT JOIN running AS held ON held.id = o.id
        WHERE o.id = j.id AND (j.turn <> '0' OR j.class = 0 AND held.number > j.fence)
        """;

    private const string ForgetPositionsSql = "DELETE FROM cabinet.position";

    // A dump that was restored in part may bring rows without the sequences that numbered them.
    private const string SequencesSql =
        """
        SELECT
          setval('cabinet.place', greatest((SELECT last_value FROM cabinet.place), j.place)),
          setval('cabinet.lease_number', greatest((SELECT last_value FROM cabinet.lease_number), j.fence, l.number))
        FROM (SELECT coalesce(max(place), 1) AS place, coalesce(max(fence), 1) AS fence FROM cabinet.job) AS j,
          (SELECT coalesce(max(number), 1) AS number FROM cabinet.lease) AS l
        """;

    /// <summary>Whether turns lie ahead of every transaction of this server.</summary>
    public static async Task<bool> IsAheadAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Statement(connection, AheadSql);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Refuses a store that has to be repaired first.</summary>
    /// <exception cref="StoreException">It has to be.</exception>
    public static async Task RequireNoneAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        if (await IsAheadAsync(connection, database, cancellationToken))
        {
            throw new StoreException(
                StoreFault.SchemaMismatch,
                $"The store '{database.Label}' was restored from another server's dump, and its queues go on from "
                + "transactions that this server doesn't have yet. Run 'cabinet db migrate' before any node is started.");
        }
    }

    /// <summary>Lets the queues go on from this server's transactions, whole or not at all.</summary>
    /// <returns>Whether anything was wrong.</returns>
    public static async Task<bool> RepairAsync(
        NpgsqlConnection connection, StoreDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await IsAheadAsync(connection, database, cancellationToken))
        {
            return false;
        }

        await using var transaction = await MigrationLock.TakeAsync(connection, database, time, cancellationToken);
        await ExecuteAsync(LockQueuesSql);
        await ExecuteAsync(LockTablesSql);
        if (!await IsAheadAsync(connection, database, cancellationToken))
        {
            return false;
        }

        await ExecuteAsync(RepairSql);
        await ExecuteAsync(ForgetPositionsSql);
        await ExecuteAsync(SequencesSql);
        await transaction.CommitAsync(cancellationToken);
        return true;

        Task ExecuteAsync(string sql) =>
            SchemaBuilder.ExecuteAsync(database.Schema.Command(connection, sql), cancellationToken);
    }
}
