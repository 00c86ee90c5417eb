using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Postgres.Observability;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Commits what waits in as few transactions as it can, and tells each caller what became of theirs.</summary>
internal sealed class CommitGroup(
    CommitAttempt attempt, NameTable names, LeaseBook leases, TimeProvider time, PostgresMetrics? metrics)
{
    // Each time another commit was quicker; so many in a row mean that something else is wrong.
    private const int MostAttempts = 20;

    private long[] emptied = [];

    /// <summary>Commits the write sets, each whole or not at all.</summary>
    public async Task RunAsync(List<PendingCommit> works, CancellationToken stopping)
    {
        while (works.Count > 0)
        {
            switch (await TryAsync(works, stopping))
            {
                case GroupResult.Committed committed:
                    Complete(works, committed.WasLookedUp);
                    return;
                case GroupResult.Failed { MayBeOneOfThem: false } failed:
                    Fail(works, failed.Exception);
                    return;
                case GroupResult.Refused { Place: >= 0 } refused:
                    // That one is run alone, for the precise answer; the others are as they were.
                    await RunAloneAsync(works[refused.Place], stopping);
                    works.RemoveAt(refused.Place);
                    break;
                default:
                    foreach (var work in works)
                    {
                        await RunAloneAsync(work, stopping);
                    }

                    return;
            }
        }
    }

    private async Task<GroupResult> TryAsync(List<PendingCommit> works, CancellationToken stopping)
    {
        return await MeasureAsync(Build, works.Count, stopping);

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

    private async Task RunAloneAsync(PendingCommit work, CancellationToken stopping)
    {
        for (var attempts = 1; ; attempts++)
        {
            switch (await MeasureAsync(BuildAlone, 1, stopping))
            {
                case GroupResult.Committed committed:
                    Complete([work], committed.WasLookedUp);
                    return;
                case GroupResult.Refused { Reason: { } reason } refused:
                    work.Complete(new CommitResult.Refused(refused.Place, reason) { Existing = refused.Existing });
                    return;
                case GroupResult.Failed failed:
                    work.Fail(failed.Exception);
                    return;
                default:
                    if (attempts == MostAttempts)
                    {
                        work.Fail(new StoreException(
                            StoreFault.Unavailable,
                            $"A write set stood in the way of others {MostAttempts} times in a row. Nothing of it was "
                            + "written. Try again later."));
                        return;
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

    private async Task<GroupResult> MeasureAsync(
        Action<CommandList, CommitName> build, int size, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        var result = await attempt.RunAsync(build, stopping);
        if (result is GroupResult.Committed)
        {
            var took = time.GetElapsedTime(started);
            metrics?.Committed(size, took);
            PostgresTracing.Committed(size, time, took);
        }

        return result;
    }

    private void AddEmptied(CommandList commands)
    {
        emptied = leases.Emptied;
        if (emptied.Length > 0)
        {
            commands.Execute("DELETE FROM cabinet.lease WHERE number = ANY ($1)").Longs(emptied);
        }
    }

    private void Complete(List<PendingCommit> works, bool wasLookedUp)
    {
        leases.Deleted(emptied);
        foreach (var work in works)
        {
            var operations = work.WriteSet.Operations;
            for (var i = 0; i < operations.Count; i++)
            {
                leases.Settle(operations[i]);
            }
        }

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

    private static void Fail(List<PendingCommit> works, Exception exception)
    {
        foreach (var work in works)
        {
            work.Fail(exception);
        }
    }
}
