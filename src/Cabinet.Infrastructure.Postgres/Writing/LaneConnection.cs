using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Infrastructure.Postgres.Schema;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The connection that a lane keeps, opened again after trouble, and the names of its commits.</summary>
internal sealed class LaneConnection(StoreDatabase database, PostgresMetrics? metrics) : IAsyncDisposable
{
    // Nobody looks a commit up for as long as a day: what older lanes left behind goes.
    private const string NextLaneSql =
        """
        WITH old AS (DELETE FROM cabinet.commit_key WHERE at < now() - interval '1 day')
        SELECT nextval('cabinet.commit_lane')
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
            await using var next = database.Schema.Command(opened, NextLaneSql);
            Names.Lane = (long)(await next.ExecuteScalarAsync(cancellationToken))!;
        }
        else
        {
            metrics?.Reconnected();
        }

        return opened;
    }

    /// <summary>A new name for the next commit. The connection has to have been opened once.</summary>
    public CommitName NextName()
    {
        WasWarned = false;
        return Names.Next();
    }

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
