using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Postgres.Observability;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Runs commits over one connection, measures them, and tells each caller what became of theirs.</summary>
internal sealed class CommitRunner(
    CommitAttempt attempt, NameTable names, LeaseBook leases, TimeProvider time, PostgresMetrics? metrics)
{
    // Each time another commit was quicker; so many in a row mean that something else is wrong.
    private const int MostAttempts = 20;

    private long[] emptied = [];

    /// <summary>Commits several write sets in one transaction, and tells nobody yet.</summary>
    public Task<GroupResult> RunAsync(List<PendingCommit> works, CancellationToken stopping)
    {
        return MeasureAsync(Build, works, stopping);

        void Build(CommandList commands, CommitName name)
        {
            var plan = new GroupPlan(names, leases);
            for (var i = 0; i < works.Count; i++)
            {
                works[i].Outcome.Clear();
                plan.Add(works[i], i);
            }

            plan.Build(commands, name);
            AddEmptied(commands);
        }
    }

    /// <summary>Commits one write set in a transaction of its own, and tells its caller.</summary>
    /// <returns>Null, or what stands in its way; then its caller wasn't told anything.</returns>
    public async Task<GroupResult.Blocked?> RunAloneAsync(PendingCommit work, CancellationToken stopping)
    {
        for (var attempts = 1; ; attempts++)
        {
            switch (await MeasureAsync(BuildAlone, [work], stopping))
            {
                case GroupResult.Committed committed:
                    Complete([work], committed.WasLookedUp);
                    return null;
                case GroupResult.Refused { Reason: { } reason } refused:
                    work.Complete(new CommitResult.Refused(refused.Place, reason) { Existing = refused.Existing });
                    return null;
                case GroupResult.Failed failed:
                    work.Fail(failed.Exception);
                    return null;
                case GroupResult.Blocked blocked:
                    return blocked;
                default:
                    if (attempts == MostAttempts)
                    {
                        work.Fail(new StoreException(
                            StoreFault.Unavailable,
                            $"A write set stood in the way of others {MostAttempts} times in a row. Nothing of it was "
                            + "written. Try again later."));
                        return null;
                    }

                    break;
            }
        }

        void BuildAlone(CommandList commands, CommitName name)
        {
            work.Outcome.Clear();
            GroupPlan.AddAlone(commands, work, name, names, leases);
            AddEmptied(commands);
        }
    }

    /// <summary>Tells callers that their write sets were committed.</summary>
    public void Complete(List<PendingCommit> works, bool wasLookedUp)
    {
        foreach (var operation in works.SelectMany(static work => work.WriteSet.Operations))
        {
            leases.Settle(operation);
        }

        leases.Deleted(emptied);

        foreach (var work in works)
        {
            if (wasLookedUp && work.WriteSet.Operations.Any(TellsMore))
            {
                work.Fail(new StoreException(
                    StoreFault.Unavailable,
                    "A write set was committed, but what it had to tell beside that was lost with the connection. Look "
                    + "up what it did.")
                {
                    OutcomeUnknown = true,
                });
                continue;
            }

            work.Complete(wasLookedUp ? CommitResult.Done : work.Outcome.ToResult());
        }
    }

    private static bool TellsMore(WriteOperation operation) =>
        operation is CancelJob or EnqueueJob { Job.UniqueKey: not null, OnConflict: UniqueConflict.Keep };

    private async Task<GroupResult> MeasureAsync(
        Action<CommandList, CommitName> build, List<PendingCommit> works, CancellationToken stopping)
    {
        emptied = leases.TakeEmptied(works.SelectMany(static work => work.WriteSet.Operations));
        var isCommitted = false;
        try
        {
            var started = time.GetTimestamp();
            var result = await attempt.RunAsync(build, stopping);
            if (result is GroupResult.Committed)
            {
                isCommitted = true;
                var took = time.GetElapsedTime(started);
                metrics?.Committed(works.Count, took);
                PostgresTracing.Committed(works.Count, time, took);
            }

            return result;
        }
        finally
        {
            if (!isCommitted)
            {
                leases.GiveBack(emptied);
            }
        }
    }

    private void AddEmptied(CommandList commands)
    {
        if (emptied.Length > 0)
        {
            commands.Execute("DELETE FROM cabinet.lease WHERE number = ANY ($1)").Longs(emptied);
        }
    }
}
