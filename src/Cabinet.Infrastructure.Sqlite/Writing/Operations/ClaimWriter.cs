using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Claims jobs: reads them in key order and writes one lease row for all of them.</summary>
internal sealed class ClaimWriter(
    SqliteConnection connection,
    WriterMemory memory,
    EndedJobs ended,
    NodeWriter nodes,
    GateWriter gate,
    NameReader names)
{
    private const int PromotedAtOnce = 1_000;

    private readonly SqliteStatement due = connection.Prepare(ClaimSql.Due);
    private readonly SqliteStatement promote = connection.Prepare(ClaimSql.Promote);
    private readonly SqliteStatement nextDue = connection.Prepare(ClaimSql.NextDue);
    private readonly SqliteStatement suspectKeys = connection.Prepare(ClaimSql.SuspectIds);
    private readonly QueueUse use = new(connection, memory);
    private readonly ClaimBatches batches = new(connection, memory, gate, names);
    private readonly GateReader waiting = new(connection, memory.Taken);
    private readonly List<(JobKey Key, string? Partition)> promoted = [];

    public ClaimResult Claim(ClaimRequest request)
    {
        ended.Flush();
        if (!nodes.IsRegistered(request.Node))
        {
            return new ClaimResult { Jobs = [], NodeGone = true };
        }

        if (!memory.TryFindQueue(request.Queue, out var queue))
        {
            return ClaimResult.Empty;
        }

        var settings = memory.Settings.Of(queue);
        if (settings.IsPaused)
        {
            return ClaimResult.Empty;
        }

        Promote(queue, request.Now);
        use.TurnTo(queue, settings.IsLimited);
        var batch = new ClaimBatch(request, settings, use);
        var jobs = Collect(batch, queue);
        use.Keep(batch.Allowance.Rates);
        return new ClaimResult
        {
            Jobs = jobs,
            NextDueAt = Earlier(NextDue(queue), batch.Allowance.NextAt),
            SuspectsWaiting = SuspectsWait(queue),
            MayHaveMore = batch.Allowance.HasSteppedAside,
        };
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    private void Promote(int queue, DateTimeOffset now)
    {
        promoted.Clear();
        due.Bind(1, queue).Bind(2, now).Bind(3, PromotedAtOnce);
        while (due.Step())
        {
            promoted.Add((new JobKey(due.Int64(0)), due.TextOrNull(1)));
        }

        foreach (var (key, partition) in promoted)
        {
            var ready = key.In(partition is null ? JobClass.Ready : JobClass.Gated);
            promote.Bind(1, key.Value).Bind(2, ready.Value).Run();
            gate.Wait(ready, partition);
        }
    }

    private List<ClaimedJob> Collect(ClaimBatch batch, int queue)
    {
        if (batch.Request.Suspects)
        {
            batches.TakeSuspects(batch, queue);
        }
        else if (waiting.FindAfter(queue, null) is null)
        {
            batches.TakeReady(batch, queue, batch.Left);
        }
        else
        {
            var last = waiting.FindLastTurn(queue);
            var served = FairTurns.Serve(new QueueLanes(batch, batches, waiting, queue), last, batch.Left);
            if (served is { } lane && served != last)
            {
                waiting.KeepTurn(queue, lane);
            }
        }

        return batches.Commit(batch);
    }

    private DateTimeOffset? NextDue(int queue)
    {
        nextDue.Bind(1, queue);
        if (!nextDue.Step())
        {
            return null;
        }

        var at = nextDue.Time(0);
        nextDue.Reset();
        return at;
    }

    private bool SuspectsWait(int queue)
    {
        suspectKeys.Bind(1, JobKey.FirstOf(JobClass.Suspect, queue).Value)
            .Bind(2, JobKey.LastOf(JobClass.Suspect, queue).Value);
        while (suspectKeys.Step())
        {
            if (memory.Leases.Find(new JobId(suspectKeys.Id(0))) is null)
            {
                suspectKeys.Reset();
                return true;
            }
        }

        return false;
    }
}
