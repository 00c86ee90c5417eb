using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Observability;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Claims jobs: one statement, one round trip, one commit.</summary>
internal sealed class ClaimRunner(
    StoreDatabase database,
    LaneConnection lane,
    NameTable names,
    LeaseBook leases,
    TimeProvider time,
    PostgresMetrics? metrics)
{
    private readonly List<ClaimedRow> rows = [];

    public async Task RunAsync(PendingClaim work, CancellationToken stopping)
    {
        var isSent = false;
        try
        {
            var connection = await lane.OpenAsync(stopping);
            if (await names.FindAsync(connection, work.Request.Queue.Value, stopping) is not { } queue)
            {
                work.Complete(await ClaimNothingAsync(connection, work.Request, stopping));
                return;
            }

            isSent = true;
            lane.ForgetWarning();
            var result = await ClaimAsync(connection, work.Request, queue);
            work.Complete(result);
        }
        catch (PostgresException refusal) when (refusal.InvariantSeverity == "ERROR")
        {
            work.Fail(PostgresFaults.ToStoreException(refusal, database.Label));
        }
        catch (Exception trouble) when (trouble is NpgsqlException or TimeoutException or IOException)
        {
            await lane.BreakAsync();
            work.Fail(isSent ? Unknown(trouble) : PostgresFaults.ToStoreException(trouble, database.Label));
        }
        catch (Exception other)
        {
            await lane.BreakAsync();
            work.Fail(other);
        }
    }

    // A queue that nobody ever enqueued into has no number yet.
    private async Task<ClaimResult> ClaimNothingAsync(
        NpgsqlConnection connection, ClaimRequest request, CancellationToken stopping)
    {
        await using var command = database.Statement(connection, ClaimSql.IsRegistered, request.Node.Value);
        return (bool)(await command.ExecuteScalarAsync(stopping))!
            ? ClaimResult.Empty
            : new ClaimResult { Jobs = [], NodeGone = true };
    }

    private async Task<ClaimResult> ClaimAsync(NpgsqlConnection connection, ClaimRequest request, int queue)
    {
        rows.Clear();
        var started = time.GetTimestamp();
        var (nodeGone, nextDue, suspects, more) = await ReadAsync(connection, request, queue);
        if (lane.WasWarned)
        {
            // A standby that is promoted without this claim gives the same jobs to somebody else.
            throw new TimeoutException("The claim may not have reached the synchronous standby.");
        }

        metrics?.Claimed(rows.Count, time.GetElapsedTime(started));
        if (nodeGone)
        {
            return new ClaimResult { Jobs = [], NodeGone = true };
        }

        // Times are kept to the millisecond; what a claim says is what a later read says.
        var claimedAt = new DateTimeOffset(StoredTime.Of(request.Now), TimeSpan.Zero);
        var jobs = new List<ClaimedJob>(rows.Count);
        foreach (var row in rows)
        {
            jobs.Add(await ToJobAsync(connection, row, request, claimedAt));
        }

        if (jobs.Count > 0)
        {
            Note(request.Node, jobs);
        }

        return new ClaimResult
        {
            Jobs = jobs, NextDueAt = nextDue, SuspectsWaiting = suspects, MayHaveMore = more,
        };
    }

    // What has no partition is under one lease, and what waited at the gate under another.
    private void Note(NodeId node, List<ClaimedJob> jobs)
    {
        var split = rows.FindIndex(row => row.Lease != rows[0].Lease);
        leases.Add(rows[0].Lease, node, split < 0 ? jobs : jobs[..split]);
        if (split >= 0)
        {
            leases.Add(rows[split].Lease, node, jobs[split..]);
        }
    }

    private async Task<(bool NodeGone, DateTimeOffset? NextDue, bool Suspects, bool More)> ReadAsync(
        NpgsqlConnection connection, ClaimRequest request, int queue)
    {
        await using var command = database.Statement(
            connection, ClaimSql.Claim, request.Node.Value, queue, request.Limit, StoredTime.Of(request.Now),
            request.Suspects, ClaimSql.MaximumPayloadBytes);

        // Once sent it isn't given up: a claim that nobody hears of would lie until its node is gone.
        await using var row = await command.ExecuteReaderAsync(CancellationToken.None);
        while (await row.ReadAsync(CancellationToken.None))
        {
            if (row.IsDBNull(0))
            {
                DateTimeOffset? nextDue = row.IsDBNull(15) ? null : new DateTimeOffset(row.GetDateTime(15), TimeSpan.Zero);
                return row.GetBoolean(14)
                    ? (true, null, false, false)
                    : (false, nextDue, row.GetBoolean(16), !row.IsDBNull(19) && row.GetBoolean(19));
            }

            rows.Add(new ClaimedRow(row));
        }

        throw new InvalidOperationException("A claim ends with a row that says how the queue stands.");
    }

    private async ValueTask<ClaimedJob> ToJobAsync(
        NpgsqlConnection connection, ClaimedRow row, ClaimRequest request, DateTimeOffset claimedAt)
    {
        while (true)
        {
            try
            {
                return row.ToJob(request, claimedAt, names);
            }
            catch (NumberUnknownException unknown)
            {
                await names.LoadAsync(connection, unknown.Number, CancellationToken.None);
            }
        }
    }

    private StoreException Unknown(Exception cause) => new(
        StoreFault.Unavailable,
        $"The store '{database.Label}' didn't answer a claim: it may have taken place. What it claimed goes back when "
        + "the node finds it, or with the node's lease.",
        cause)
    {
        OutcomeUnknown = true,
    };
}
