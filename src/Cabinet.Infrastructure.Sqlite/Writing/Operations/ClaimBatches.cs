using System.Buffers.Binary;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Puts jobs into the batch of a claim, and writes its lease.</summary>
internal sealed class ClaimBatches(SqliteConnection connection, WriterMemory memory, NameReader names)
{
    private readonly SqliteStatement scan = connection.Prepare(ClaimSql.Scan);
    private readonly SqliteStatement insertLease = connection.Prepare(ClaimSql.InsertLease);
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

    /// <summary>Takes suspects whose partitions have room.</summary>
    public void TakeSuspects(ClaimBatch batch, int queue) => _ = Collect(
        batch,
        JobKey.FirstOf(JobClass.Suspect, queue).Value,
        JobKey.LastOf(JobClass.Suspect, queue).Value,
        int.MaxValue);

    /// <summary>Takes one job that a row at the gate named.</summary>
    public void TakeGated(ClaimBatch batch, long place)
    {
        var key = JobKey.FromPlace(JobClass.Gated, place).Value;
        _ = Collect(batch, key, key, int.MaxValue);
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
        scan.Bind(1, first).Bind(2, last);
        while (scan.Step())
        {
            var id = new JobId(scan.Id(1));
            if (memory.Leases.Find(id) is not null)
            {
                continue;
            }

            if (IsEnough(batch, most))
            {
                var next = scan.Int64(0);
                scan.Reset();
                return next;
            }

            Add(batch, id);
        }

        return ReadyCursors.Exhausted;
    }

    private static bool IsEnough(ClaimBatch batch, int most) => batch.IsFull || batch.Jobs.Count >= most;

    private void Add(ClaimBatch batch, JobId id)
    {
        var partition = scan.TextOrNull(13);
        if (batch.Allowance.FreeOf(partition ?? "") <= 0)
        {
            return;
        }

        batch.Lease ??= new OpenLease(
            memory.LeaseNumbers.Next(), batch.Request.Node, batch.Request.Now, batch.Request.Suspects);
        var key = new JobKey(scan.Int64(0));
        var job = ReadJob(batch, key, id);
        BinaryPrimitives.WriteInt64BigEndian(keys.AsSpan(batch.Jobs.Count * sizeof(long)), key.Value);
        batch.Add(job);

        // Nothing hangs on a job that was never claimed before, but tags.
        var mayHaveTraces = job.Epoch.Value > 1 || !scan.IsNull(14);
        memory.Leases.Add(new LeasedJob(id, key, partition, job.Epoch.Value, batch.Lease, mayHaveTraces));
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
