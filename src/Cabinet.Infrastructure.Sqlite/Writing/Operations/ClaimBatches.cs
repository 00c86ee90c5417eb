using System.Buffers.Binary;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Puts jobs into the batch of a claim, and writes its lease.</summary>
internal sealed class ClaimBatches(
    SqliteConnection connection, WriterMemory memory, GateWriter gate, NameReader names)
{
    private readonly SqliteStatement scan = connection.Prepare(ClaimSql.Scan);
    private readonly SqliteStatement insertLease = connection.Prepare(ClaimSql.InsertLease);
    private readonly List<(JobKey Key, Lane Lane)> aside = [];
    private readonly byte[] keys = new byte[ClaimRequest.MaximumLimit * sizeof(long)];

    /// <summary>Takes jobs that wait in no partition, at most so many.</summary>
    /// <returns>How many.</returns>
    public int TakeReady(ClaimBatch batch, int queue, int count)
    {
        var (cursors, before) = (memory.Cursors.Of(queue), batch.Jobs.Count);
        for (var priority = 0; priority < cursors.Length && !IsEnough(batch, before + count); priority++)
        {
            if (cursors[priority] != ReadyCursors.Exhausted)
            {
                cursors[priority] = Collect(
                    batch, cursors[priority], JobKey.LastOf(JobClass.Ready, queue, priority).Value, before + count);
            }
        }

        return batch.Jobs.Count - before;
    }

    /// <summary>Takes suspects that their limits let begin.</summary>
    public void TakeSuspects(ClaimBatch batch, int queue)
    {
        scan.Bind(1, JobKey.FirstOf(JobClass.Suspect, queue).Value).Bind(2, JobKey.LastOf(JobClass.Suspect, queue).Value);
        while (!batch.IsFull && scan.Step())
        {
            var lane = new Lane(scan.TextOrNull(13) ?? "", batch.Allowance.KindOf(scan.Int32(2)));
            if (memory.Leases.Find(new JobId(scan.Id(1))) is null && batch.Allowance.FreeOf(lane) > 0)
            {
                Add(batch);
            }
        }

        scan.Reset();
    }

    /// <summary>Takes one job that a row at the gate named.</summary>
    /// <returns>False when it waits, and what is behind it too.</returns>
    public bool TryTakeGated(ClaimBatch batch, Lane lane, long place)
    {
        var key = JobKey.FromPlace(JobClass.Gated, place).Value;
        scan.Bind(1, key).Bind(2, key);
        var mayPass = true;
        while (scan.Step())
        {
            mayPass = memory.Leases.Find(new JobId(scan.Id(1))) is not null || Place(batch, lane);
        }

        StepAside();
        return mayPass;
    }

    /// <summary>Writes the lease of what was taken.</summary>
    public List<ClaimedJob> Commit(ClaimBatch batch)
    {
        if (batch.Lease is { } lease)
        {
            insertLease.Bind(1, lease.Number).Bind(2, lease.Node.Value).Bind(3, lease.ClaimedAt)
                .Bind(4, lease.Alone ? 1 : 0).Bind(5, keys.AsSpan(0, batch.Jobs.Count * sizeof(long)));
            insertLease.Run();
        }

        return batch.Jobs;
    }

    /// <returns>From where to look next time.</returns>
    private long Collect(ClaimBatch batch, long first, long last, int most)
    {
        var next = ReadyCursors.Exhausted;
        scan.Bind(1, first).Bind(2, last);
        while (next == ReadyCursors.Exhausted && scan.Step())
        {
            if (memory.Leases.Find(new JobId(scan.Id(1))) is null && (IsEnough(batch, most) || !Place(batch, Lane.Plain)))
            {
                next = scan.Int64(0);
            }
        }

        scan.Reset();
        StepAside();
        return next;
    }

    private static bool IsEnough(ClaimBatch batch, int most) => batch.IsFull || batch.Jobs.Count >= most;

    /// <returns>False when the job waits where it is.</returns>
    private bool Place(ClaimBatch batch, Lane lane)
    {
        var kind = batch.Allowance.KindOf(scan.Int32(2));
        switch (batch.Allowance.Decide(lane, kind))
        {
            case LaneStep.Begins:
                Add(batch);
                return true;
            case LaneStep.StepsAside:
                aside.Add((new JobKey(scan.Int64(0)), lane with { Kind = kind }));
                return true;
            default:
                return false;
        }
    }

    // Written when nothing is being read any more.
    private void StepAside()
    {
        foreach (var (key, lane) in aside)
        {
            gate.StepAside(key, lane);
        }

        aside.Clear();
    }

    private void Add(ClaimBatch batch)
    {
        batch.Lease ??= new OpenLease(
            memory.LeaseNumbers.Next(), batch.Request.Node, batch.Request.Now, batch.Request.Suspects);
        var (key, id, type) = (new JobKey(scan.Int64(0)), new JobId(scan.Id(1)), scan.Int32(2));
        var job = ReadJob(batch, key, id);
        BinaryPrimitives.WriteInt64BigEndian(keys.AsSpan(batch.Jobs.Count * sizeof(long)), key.Value);
        batch.Add(job, type);

        // Nothing hangs on a job that was never claimed before, but tags.
        var mayHaveTraces = job.Epoch.Value > 1 || !scan.IsNull(14);
        memory.Leases.Add(
            new LeasedJob(id, key, type, job.Partition?.Value, job.Epoch.Value, batch.Lease, mayHaveTraces));
    }

    private ClaimedJob ReadJob(ClaimBatch batch, JobKey key, JobId id) => new()
    {
        Id = id,
        Epoch = new Epoch(scan.Int64(3) + 1),
        Type = names.JobType(scan.Int32(2)),
        Queue = batch.Request.Queue,
        Partition = JobRows.ReadPartition(scan, 13),
        Priority = new JobPriority(key.Priority),
        Attempt = scan.Int32(4) + 1,
        DeathsAlone = scan.Int32(5),
        CreatedAt = scan.Time(6),
        ClaimedAt = batch.ClaimedAt,
        IsSuspect = batch.Request.Suspects,
        HoldsPlace = batch.IsLimited,
        Task = names.TaskReference(scan, 7),
        TraceParent = scan.TextOrNull(11),
        Payload = scan.IsNull(12) ? Content.None : Content.FromSealed(scan.Bytes(12).ToArray()),
    };
}
