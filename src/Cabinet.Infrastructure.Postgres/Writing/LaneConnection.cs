using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Infrastructure.Postgres.Schema;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The connection that a lane keeps, opened again after trouble, and the names of its commits.</summary>
internal sealed class LaneConnection(StoreDatabase database, NameTable names, PostgresMetrics? metrics) : IAsyncDisposable
{
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
        if (Names.Lane == 0)
        {
            await SchemaCheck.RequireUsableAsync(opened, database, cancellationToken);
            Names.Lane = await TakeLaneAsync(opened, cancellationToken);
        }
        else
        {
            // It may be another server: one that a standby became, to which the last names never came.
            names.Forget();
            metrics?.Reconnected();
        }

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
            NpgsqlConnection.ClearPool(connection);
        }

        await CloseAsync();
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async Task<long> TakeLaneAsync(NpgsqlConnection opened, CancellationToken cancellationToken)
    {
        ForgetWarning();
        await using var next = database.Schema.Command(opened, NextLaneSql);
        var lane = (long)(await next.ExecuteScalarAsync(cancellationToken))!;
        if (!WasWarned)
        {
            return lane;
        }

        await BreakAsync();
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
