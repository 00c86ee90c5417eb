using System.Buffers.Binary;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Claims jobs: reads them in key order and writes one lease row for all of them.</summary>
internal sealed class ClaimWriter(
    SqliteConnection connection, WriterMemory memory, EndedJobs ended, NodeWriter nodes, NameReader names)
{
    private const int PromotedAtOnce = 1_000;
    private const long MaximumPayloadBytes = 16L * 1024 * 1024;

    private readonly SqliteStatement due = connection.Prepare(ClaimSql.Due);
    private readonly SqliteStatement promote = connection.Prepare(ClaimSql.Promote);
    private readonly SqliteStatement nextDue = connection.Prepare(ClaimSql.NextDue);
    private readonly SqliteStatement scan = connection.Prepare(ClaimSql.Scan);
    private readonly SqliteStatement insertLease = connection.Prepare(ClaimSql.InsertLease);
    private readonly SqliteStatement suspectKeys = connection.Prepare(ClaimSql.SuspectIds);
    private readonly List<JobKey> promoted = [];
    private readonly byte[] keys = new byte[ClaimRequest.MaximumLimit * sizeof(long)];

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

        Promote(queue, request.Now);
        var jobs = request.Suspects ? CollectSuspects(request, queue) : CollectReady(request, queue);
        return new ClaimResult
        {
            Jobs = jobs,
            NextDueAt = NextDue(queue),
            SuspectsWaiting = SuspectsWait(queue),
        };
    }

    private void Promote(int queue, DateTimeOffset now)
    {
        promoted.Clear();
        due.Bind(1, queue).Bind(2, now).Bind(3, PromotedAtOnce);
        while (due.Step())
        {
            promoted.Add(new JobKey(due.Int64(0)));
        }

        foreach (var key in promoted)
        {
            var ready = key.In(JobClass.Ready);
            promote.Bind(1, key.Value).Bind(2, ready.Value).Run();
            memory.Cursors.Lower(ready);
        }
    }

    private List<ClaimedJob> CollectReady(ClaimRequest request, int queue)
    {
        var batch = new Batch(request);
        var cursors = memory.Cursors.Of(queue);
        for (var priority = 0; priority < cursors.Length && !batch.IsFull; priority++)
        {
            if (cursors[priority] != ReadyCursors.Exhausted)
            {
                cursors[priority] = Collect(
                    batch, cursors[priority], JobKey.LastOf(JobClass.Ready, queue, priority).Value);
            }
        }

        return Commit(batch);
    }

    private List<ClaimedJob> CollectSuspects(ClaimRequest request, int queue)
    {
        var batch = new Batch(request);
        _ = Collect(
            batch, JobKey.FirstOf(JobClass.Suspect, queue).Value, JobKey.LastOf(JobClass.Suspect, queue).Value);
        return Commit(batch);
    }

    /// <returns>From where to look next time.</returns>
    private long Collect(Batch batch, long first, long last)
    {
        scan.Bind(1, first).Bind(2, last);
        while (scan.Step())
        {
            var id = new JobId(scan.Id(1));
            if (memory.Leases.Find(id) is not null)
            {
                continue;
            }

            if (batch.IsFull)
            {
                var next = scan.Int64(0);
                scan.Reset();
                return next;
            }

            Add(batch, id);
        }

        return ReadyCursors.Exhausted;
    }

    private void Add(Batch batch, JobId id)
    {
        batch.Lease ??= new OpenLease(
            memory.LeaseNumbers.Next(), batch.Request.Node, batch.Request.Now, batch.Request.Suspects);
        var key = new JobKey(scan.Int64(0));
        var job = ReadJob(batch, key, id);
        BinaryPrimitives.WriteInt64BigEndian(keys.AsSpan(batch.Jobs.Count * sizeof(long)), key.Value);
        batch.Jobs.Add(job);
        batch.PayloadBytes += job.Payload.Length;

        // Nothing hangs on a job that was never claimed before, but tags.
        memory.Leases.Add(
            new LeasedJob(id, key, job.Epoch.Value, batch.Lease, mayHaveTraces: job.Epoch.Value > 1 || !scan.IsNull(13)));
    }

    private ClaimedJob ReadJob(Batch batch, JobKey key, JobId id) => new()
    {
        Id = id,
        Epoch = new Epoch(scan.Int64(3) + 1),
        Type = names.JobType(scan.Int32(2)),
        Queue = batch.Request.Queue,
        Priority = new JobPriority(key.Priority),
        Attempt = scan.Int32(4) + 1,
        DeathsAlone = scan.Int32(5),
        CreatedAt = scan.Time(6),
        ClaimedAt = batch.ClaimedAt,
        IsSuspect = batch.Request.Suspects,
        Task = names.TaskReference(scan, 7),
        TraceParent = scan.TextOrNull(11),
        Payload = scan.IsNull(12) ? Content.None : Content.FromSealed(scan.Bytes(12).ToArray()),
    };

    private List<ClaimedJob> Commit(Batch batch)
    {
        if (batch.Lease is { } lease)
        {
            insertLease.Bind(1, lease.Number).Bind(2, lease.Node.Value).Bind(3, lease.ClaimedAt)
                .Bind(4, lease.Alone ? 1 : 0).Bind(5, keys.AsSpan(0, batch.Jobs.Count * sizeof(long)));
            insertLease.Run();
        }

        return batch.Jobs;
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

    private sealed class Batch(ClaimRequest request)
    {
        public ClaimRequest Request { get; } = request;

        // Times are kept to the millisecond; what a claim says is what a later read says.
        public DateTimeOffset ClaimedAt { get; } =
            DateTimeOffset.FromUnixTimeMilliseconds(request.Now.ToUnixTimeMilliseconds());

        public List<ClaimedJob> Jobs { get; } = [];

        public OpenLease? Lease { get; set; }

        public long PayloadBytes { get; set; }

        public bool IsFull => Jobs.Count >= Request.Limit || PayloadBytes >= MaximumPayloadBytes;
    }
}
