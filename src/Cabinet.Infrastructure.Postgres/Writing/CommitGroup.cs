using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Commits what waits in as few transactions as it can, and holds nobody up for the sake of one.</summary>
internal sealed class CommitGroup(CommitRunner runner, WaitingRoom room)
{
    // What nearly nobody can stand in the way of is tried again before each of it goes alone.
    private const int MostBlockedAttempts = 3;

    /// <summary>The weight of what the last run sent to the waiting room, which gives it back itself.</summary>
    public long MovedWeight { get; private set; }

    /// <summary>Commits the write sets, each whole or not at all.</summary>
    /// <param name="works">The write sets; what waits elsewhere, or was run alone, is taken out.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task RunAsync(List<PendingCommit> works, CancellationToken stopping)
    {
        MovedWeight = 0;
        Move(works, room.Concerns);
        for (var blocked = 0; works.Count > 0;)
        {
            switch (await runner.RunAsync(works, stopping))
            {
                case GroupResult.Committed committed:
                    runner.Complete(works, committed.WasLookedUp);
                    return;
                case GroupResult.Failed { MayBeOneOfThem: false } failed:
                    works.ForEach(work => work.Fail(failed.Exception));
                    return;
                case GroupResult.Refused { Place: >= 0 } refused:
                    // That one is run alone, for the precise answer; the others are as they were.
                    await RunAloneAsync(works, refused.Place, stopping);
                    break;
                case GroupResult.Blocked when works.Exists(MayHaveToWait):
                    Move(works, MayHaveToWait);
                    break;
                case GroupResult.Blocked when ++blocked < MostBlockedAttempts:
                    break;
                case GroupResult.Blocked:
                    Move(works, static _ => true);
                    break;
                default:
                    while (works.Count > 0)
                    {
                        await RunAloneAsync(works, 0, stopping);
                    }

                    return;
            }
        }
    }

    private async Task RunAloneAsync(List<PendingCommit> works, int index, CancellationToken stopping)
    {
        var work = works[index];
        var blocked = await runner.RunAloneAsync(work, stopping);
        works.RemoveAt(index);
        if (blocked is not null)
        {
            Move(work);
        }
    }

    private void Move(List<PendingCommit> works, Predicate<PendingCommit> which)
    {
        var moved = new HashSet<PendingCommit>(works.Where(work => which(work)));
        works.RemoveAll(moved.Contains);
        foreach (var work in moved)
        {
            Move(work);
        }
    }

    private void Move(PendingCommit work)
    {
        MovedWeight += work.Weight;
        room.Add(work);
    }

    // Nobody else can know the id of a plain new job, or end a job that runs here.
    private static bool MayHaveToWait(PendingCommit work) =>
        work.WriteSet.Operations.Any(static operation => operation is not (EnqueueJob { Job.UniqueKey: null } or EndJob));
}
