using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Infrastructure.Postgres.Schema;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The connection that a lane keeps, opened again after trouble, and the names of its commits.</summary>
/// <param name="database">The store.</param>
/// <param name="names">Forgets what it knows when the server may be another one.</param>
/// <param name="metrics">Counts reconnections.</param>
/// <param name="lockTimeout">
/// How long its statements wait for somebody's lock; null for ever, or for what their transactions bring along.
/// </param>
internal sealed class LaneConnection(
    StoreDatabase database, NameTable names, PostgresMetrics? metrics, TimeSpan? lockTimeout = null) : IAsyncDisposable
{
    // Whoever gets the connection from the pool next would have the setting, too: a lane closes what it gives up.
    private const string LockTimeoutSql = "SELECT set_config('lock_timeout', $1, false)";

    // Nobody looks a commit up for as long as a day: what older lanes left behind goes. The row makes this a commit that
    // waits for the synchronous standby: a primary that lost its standby to a promotion would otherwise give away
    // numbers that the new one gives away, too, and two lanes would take each other's commits for their own.
    private const string NextLaneSql =
        """
        WITH old AS (DELETE FROM cabinet.commit_key WHERE at < now() - interval '1 day')
        INSERT INTO cabinet.commit_key (lane, number) VALUES (nextval('cabinet.commit_lane'), 0)
        RETURNING lane
        """;

    private NpgsqlConnection? connection;
    private int? lent;

    /// <summary>The names of its commits.</summary>
    public CommitNames Names { get; } = new();

    /// <summary>Whether a commit returned with a warning: it may not have reached the synchronous standby.</summary>
    public bool WasWarned { get; private set; }

    /// <summary>The open connection.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (connection is { State: System.Data.ConnectionState.Open })
        {
            return connection;
        }

        await CloseAsync();
        var opened = await database.Source.OpenConnectionAsync(cancellationToken);
        opened.Notice += (_, notice) => WasWarned |= notice.Notice.InvariantSeverity == "WARNING";
        connection = opened;
        try
        {
            await PrepareAsync(opened, cancellationToken);
        }
        catch
        {
            // It is open, but must not be taken for one that was looked at.
            await BreakAsync();
            throw;
        }

        lent = null;
        return opened;
    }

    /// <summary>A new name for the next commit. The connection has to have been opened once.</summary>
    public CommitName NextName()
    {
        ForgetWarning();
        return Names.Next();
    }

    /// <summary>What was warned of before doesn't concern the next commit.</summary>
    public void ForgetWarning() => WasWarned = false;

    /// <summary>Gives the connection up: what state it is in isn't known.</summary>
    public async ValueTask BreakAsync()
    {
        if (connection is not null)
        {
            // Not NpgsqlConnection.ClearPool: that knows no pool of a data source, and does nothing.
            database.Source.Clear();
        }

        await CloseAsync();
    }

    /// <summary>Gives the connection back to the pool until it is needed again; nothing may be set in its session.</summary>
    public ValueTask LendAsync()
    {
        lent = connection is { State: System.Data.ConnectionState.Open } open ? open.ProcessID : null;
        return CloseAsync();
    }

    public ValueTask DisposeAsync() => lockTimeout is null ? CloseAsync() : BreakAsync();

    private async Task PrepareAsync(NpgsqlConnection opened, CancellationToken cancellationToken)
    {
        if (Names.Lane == 0)
        {
            await SchemaCheck.RequireUsableAsync(opened, database, cancellationToken);
            Names.Lane = await TakeLaneAsync(opened, cancellationToken);
        }
        else if (lent != opened.ProcessID)
        {
            // It may be another server: one that a standby became, to which the last names never came.
            names.Forget();
            if (lent is null)
            {
                metrics?.Reconnected();
            }
        }

        if (lockTimeout is { } time)
        {
            await using var bound = database.Schema.Command(opened, LockTimeoutSql, StoreConnections.Milliseconds(time));
            await bound.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<long> TakeLaneAsync(NpgsqlConnection opened, CancellationToken cancellationToken)
    {
        ForgetWarning();
        await using var next = database.Statement(opened, NextLaneSql);
        var lane = (long)(await next.ExecuteScalarAsync(cancellationToken))!;
        if (!WasWarned)
        {
            return lane;
        }

        throw new TimeoutException("The number of a lane may not have reached the synchronous standby.");
    }

    private async ValueTask CloseAsync()
    {
        if (connection is { } open)
        {
            connection = null;
            try
            {
                await open.DisposeAsync();
            }
            catch (NpgsqlException)
            {
                // It is given up anyway.
            }
        }
    }
}
