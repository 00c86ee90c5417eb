using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Tests.Stores;

/// <summary>Puts a bit of everything into a store, by way of its driver; nobody lives there afterwards.</summary>
internal sealed class FilledStore(IStoreDriver driver)
{
    private readonly StoreSamples samples = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Fills it.</summary>
    public async Task FillAsync(int jobs)
    {
        var node = samples.Node();
        await DoAsync(new RegisterNode(node));
        await DoAsync([.. Enumerable.Range(0, jobs).Select(_ => new EnqueueJob(samples.Job()))]);
        await DoAsync(
            new EnqueueJob(samples.JobIn(TimeSpan.FromHours(1))),
            new EnqueueJob(samples.Job() with
            {
                Queue = StoreSamples.OtherQueue, Task = samples.Place(), Tags = ["copied"],
            }),
            new EnqueueJob(samples.Job() with { UniqueKey = StoreSamples.Key("unique"), TraceParent = "00-trace" }));
        await RunAsync(await ClaimAsync(node));
        await DoAsync(
            new InsertTask(samples.Task() with { IdempotencyKey = StoreSamples.Key("task") }),
            new PutBulk(new BulkRecord
            {
                Id = samples.NextId(),
                Kind = BulkKind.Redrive,
                Filter = new BulkFilter { Queue = "main", Reason = DeadLetterReason.Permanent },
                Matched = 12,
                IsMatchedExact = false,
                Limit = 10,
                PerSecond = 5,
                Done = 3,
                Refused = 1,
                After = samples.NextId(),
                Actor = "operator",
                CreatedAt = samples.Now,
                EndedAt = samples.Now.AddMinutes(1),
                IsCancelled = true,
            }),
            new PutApiClient(new ApiClientRecord
            {
                Name = "copied", Document = "{}", Proof = new ContentDigest(1, 2),
            }),
            new PutSchedule(new ScheduleRecord
            {
                Name = new ScheduleName("copied"),
                Timing = new ScheduleTiming.Every(TimeSpan.FromHours(1), samples.Now),
                Type = new JobType("report.send"),
                Queue = StoreSamples.OtherQueue,
                Payload = StoreSamples.Sealed("each"),
                CreatedAt = samples.Now,
                NextAt = samples.Now,
            }),
            new PauseQueue(StoreSamples.OtherQueue, IsPaused: true),
            new LimitQueue(StoreSamples.OtherQueue, new QueueLimits
            {
                MaximumRunning = 7,
                IsOrdered = true,
                Rate = new RateLimit(100, TimeSpan.FromMinutes(1), burst: 10),
                RatePerPartition = new RateLimit(3, TimeSpan.FromSeconds(1)),
            }),
            new LimitJobType(StoreSamples.OtherQueue, new JobType("report.send"), new TypeLimits
            {
                MaximumRunning = 3,
                Rate = new RateLimit(5, TimeSpan.FromSeconds(1)),
            }),
            new SetRetention(null, RetainedAs.Completed, TimeSpan.FromHours(1)),
            new SetRetention(new JobType("report.send"), RetainedAs.DeadLetter, TimeSpan.FromDays(30)),
            new AddDataKey(samples.DataKey("tenant")),
            StoreSamples.Nonce("first", samples.Now.AddHours(1)),
            new AddKeyVersion(samples.KeyVersion("content")),
            new AddKeyVersion(samples.KeyVersion("digest")));
        await DoAsync(new PruneNonces(samples.Now.AddMinutes(-1), 10));
        await BatchAsync();
        await AuditAsync();
        await DoAsync(new TakeLease("cleanup", node.Id));
        await DoAsync(new ReleaseLease(
            node.Id, new BackgroundResult("cleanup", samples.Now, true, 3, TimeSpan.FromMilliseconds(1234), "done")));

        // What it still holds goes back as suspects.
        await DoAsync(new ExpireNode(node.Id, node.Beat));
    }

    /// <summary>What a new node is given of a queue, in order.</summary>
    public static async Task<IReadOnlyList<string>> ClaimAllAsync(IStoreDriver driver)
    {
        var samples = new StoreSamples();
        var node = samples.Node() with { Name = "claimer" };
        await driver.CommitAsync(new WriteSet(new RegisterNode(node)), Cancellation);
        var lines = new List<string>();
        foreach (var suspects in new[] { true, false })
        {
            var claimed = await driver.ClaimAsync(
                new ClaimRequest(node.Id, StoreSamples.Queue, 1_000, samples.Now, suspects), Cancellation);
            lines.AddRange(claimed.Jobs.Select(job =>
                $"{job} {job.Priority} deaths {job.DeathsAlone} {Convert.ToHexString(job.Payload.Sealed.Span)}"));
        }

        return lines;
    }

    // A batch with one job, which failed, and with a callback that is held.
    private async Task BatchAsync()
    {
        var id = new BatchId(samples.NextId());
        var batch = new BatchRecord
        {
            Id = id, Name = "copied", CreatedAt = samples.Now, Progress = new BatchProgress(),
        };
        await DoAsync(
            new InsertBatch(batch),
            new EnqueueJob(samples.Job() with
            {
                Id = BatchRule.CallbackId(id, BatchRole.Completion),
                DueAt = BatchRule.HeldUntil,
                Task = new BatchReference(id, BatchRole.Completion).ToTask(),
            }),
            new AddToBatch(id, 1, FromMember: false),
            new CloseBatch(id, samples.Now),
            new CountBatch(id, BatchChange.DeadLettered, samples.Now));
    }

    // One job ends, one is tried again, one goes to the dead-letter queue, one notes a step, one is asked to stop.
    private async Task RunAsync(IReadOnlyList<ClaimedJob> jobs)
    {
        await DoAsync(new EndJob(jobs[0].Lease, History(jobs[0])));
        await DoAsync(new RetryJob(jobs[1].Lease, samples.Now.AddMinutes(5), samples.Error()));
        await DoAsync(new RecordStep(jobs[2].Lease, samples.Completed("one")));
        await DoAsync(new DeadLetterJob(jobs[2].Lease, DeadLetterReason.Permanent, samples.Error()));
        await DoAsync(new RecordStep(jobs[3].Lease, samples.Completed("two")));
        await DoAsync(new ReportProgress(jobs[3].Lease, 40));
        await DoAsync(new CancelJob(jobs[4].Id, null));
        await DoAsync(new ReturnJob(jobs[5].Lease));
    }

    private HistoryRecord History(ClaimedJob job) => new()
    {
        Id = job.Id,
        Type = job.Type,
        Queue = job.Queue,
        End = JobEnd.Completed,
        Attempts = 1,
        CreatedAt = job.CreatedAt,
        StartedAt = job.ClaimedAt,
        EndedAt = samples.Now,
        Result = StoreSamples.Sealed("result"),
    };

    private async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(NodeRecord node) => (await driver.ClaimAsync(
        new ClaimRequest(node.Id, StoreSamples.Queue, 8, samples.Now), Cancellation)).Jobs;

    private async Task AuditAsync()
    {
        AppendAudit[] events = [samples.Audit(), samples.Audit(), samples.Audit()];
        await DoAsync(events);
        await DoAsync(new SequenceAudit(
            0, [events[1].Event.Id, events[0].Event.Id], [new AuditNode(0, 0, new byte[32])],
            new AuditCheckpoint(2, "note 2", samples.Now)));
    }

    private async Task DoAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operations), Cancellation));
}
