using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>Batches: counted exactly, ended once, and their callbacks released in the commit that ends them.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class BatchConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is made reads back, and holds its callbacks.</summary>
    [Fact]
    public async Task A_new_batch_is_open_and_holds_its_callbacks()
    {
        var id = await MakeAsync("import.rows");
        var batch = await ReadAsync(id);
        Assert.Equal(("import.rows", Samples.Now), (batch.Name, batch.CreatedAt));
        Assert.Equal((BatchStatus.Open, new BatchProgress()), (batch.Status, batch.Progress));

        Samples.Now = Samples.Now.AddYears(100);
        Assert.Empty((await ClaimAsync(await RegisterAsync())).Jobs);
    }

    /// <summary>The same batch again is recognised.</summary>
    [Fact]
    public async Task The_same_batch_again_is_refused()
    {
        var id = await MakeAsync();
        await RefusedAsync(Refusal.DuplicateId, new InsertBatch(New(id)));
    }

    /// <summary>Completion and success run once all have succeeded; the failure's job goes.</summary>
    [Fact]
    public async Task The_last_success_releases_completion_and_success()
    {
        var (id, jobs) = await ClosedAsync(3);
        var node = await RegisterAsync();
        await EndAsync(await ClaimMembersAsync(node, 2));
        Assert.Empty(await CallbacksAsync(id));
        Assert.Equal(BatchStatus.Running, (await ReadAsync(id)).Status);

        var committed = await EndAsync(await ClaimMembersAsync(node, 1));
        Assert.True(committed.ReleasedCallbacks);
        Assert.Equal([BatchRole.Completion, BatchRole.Success], await CallbacksAsync(id));
        var batch = await ReadAsync(id);
        Assert.Equal((BatchStatus.Succeeded, Samples.Now), (batch.Status, batch.Progress.EndedAt));
        Assert.Equal(new BatchCounts(jobs.Count, 3, 0, 0, 0), batch.Progress.Counts);
        Assert.Equal(2, (await ClaimAsync(node)).Jobs.Count);
    }

    /// <summary>An open batch doesn't end, and ends with its closing when nothing is left.</summary>
    [Fact]
    public async Task A_batch_ends_with_its_closing_when_all_have_ended()
    {
        var id = await MakeAsync();
        await AddAsync(id, 1);
        await EndAsync(await ClaimMembersAsync(await RegisterAsync(), 1));
        Assert.Equal(BatchStatus.Open, (await ReadAsync(id)).Status);
        Assert.True((await DoAsync(new CloseBatch(id, Samples.Now))).ReleasedCallbacks);
        Assert.Equal([BatchRole.Completion, BatchRole.Success], await CallbacksAsync(id));
        Assert.False((await DoAsync(new CloseBatch(id, Samples.Now.AddDays(1)))).ReleasedCallbacks);
        Assert.Equal(Samples.Now, (await ReadAsync(id)).Progress.ClosedAt);
    }

    /// <summary>All of no jobs have succeeded.</summary>
    [Fact]
    public async Task An_empty_batch_succeeds_when_it_is_closed()
    {
        var id = await MakeAsync();
        await DoAsync(new CloseBatch(id, Samples.Now));
        Assert.Equal(BatchStatus.Succeeded, (await ReadAsync(id)).Status);
        Assert.Equal([BatchRole.Completion, BatchRole.Success], await CallbacksAsync(id));
    }

    /// <summary>The first dead letter releases the failure's job and holds the batch open; a discard ends it.</summary>
    [Fact]
    public async Task A_dead_letter_fails_the_batch_and_holds_it_open_until_it_is_discarded()
    {
        var (id, _) = await ClosedAsync(2);
        var node = await RegisterAsync();
        var dead = Assert.Single(await ClaimMembersAsync(node, 1));
        Assert.True((await DeadAsync(dead)).ReleasedCallbacks);
        Assert.Equal([BatchRole.Failure], await CallbacksAsync(id));
        await EndAsync(await ClaimMembersAsync(node, 1, BatchRole.Member));
        Assert.Equal(BatchStatus.Failed, (await ReadAsync(id)).Status);

        await DoAsync(new DiscardDeadLetter(dead.Id, null), Count(id, BatchChange.Discarded));
        Assert.Equal(BatchStatus.Ended, (await ReadAsync(id)).Status);
        Assert.Equal(new BatchCounts(2, 1, 0, 1, 0), (await ReadAsync(id)).Progress.Counts);
        await GoneAsync(BatchRule.CallbackId(id, BatchRole.Success));
        Assert.Equal(JobState.Available, (await FindAsync(BatchRule.CallbackId(id, BatchRole.Completion))).State);
    }

    /// <summary>A redriven job counts again, and a batch that failed once may still succeed; its failure ran once.</summary>
    [Fact]
    public async Task A_redriven_job_counts_again_and_fails_the_batch_no_second_time()
    {
        var (id, _) = await ClosedAsync(1);
        var node = await RegisterAsync();
        var dead = Assert.Single(await ClaimMembersAsync(node, 1));
        await DeadAsync(dead);
        await DoAsync(new RedriveJob(dead.Id), Count(id, BatchChange.Redriven));
        Assert.Equal(BatchStatus.Running, (await ReadAsync(id)).Status);
        var again = (await ClaimAsync(node)).Jobs;
        Assert.Equal(2, again.Count);
        var member = again.Single(job => job.Id == dead.Id);
        Assert.False((await DeadAsync(member)).ReleasedCallbacks);
        await DoAsync(new RedriveJob(dead.Id), Count(id, BatchChange.Redriven));
        await EndAsync((await ClaimAsync(node)).Jobs);
        Assert.Equal(BatchStatus.Succeeded, (await ReadAsync(id)).Status);
        Assert.NotNull((await ReadAsync(id)).Progress.FailedAt);
    }

    /// <summary>A waiting job ends with its cancellation, a running one doesn't.</summary>
    [Fact]
    public async Task A_cancellation_counts_only_the_job_that_it_ends()
    {
        var (id, jobs) = await ClosedAsync(2);
        var running = Assert.Single(await ClaimMembersAsync(await RegisterAsync(), 1));
        var waiting = jobs.Single(job => job.Id != running.Id);
        await DoAsync(CancelOf(running.Id), CountCancel(id, running.Id), CancelOf(waiting.Id), CountCancel(id, waiting.Id));
        Assert.Equal(new BatchCounts(2, 0, 1, 0, 0), (await ReadAsync(id)).Progress.Counts);

        await DoAsync(new EndJob(running.Lease, null), Count(id, BatchChange.Cancelled));
        Assert.Equal(BatchStatus.Ended, (await ReadAsync(id)).Status);
        Assert.Equal([BatchRole.Completion], await CallbacksAsync(id));
        await GoneAsync(BatchRule.CallbackId(id, BatchRole.Success));
        await GoneAsync(BatchRule.CallbackId(id, BatchRole.Failure));
    }

    /// <summary>A cancelled job that was cancelled in an earlier transaction of the session isn't counted again.</summary>
    [Fact]
    public async Task Two_cancellations_one_after_the_other_count_one_each()
    {
        var (id, jobs) = await ClosedAsync(3);
        await DoAsync(CancelOf(jobs[0].Id), CountCancel(id, jobs[0].Id));
        await DoAsync(CancelOf(jobs[1].Id), CountCancel(id, jobs[1].Id));
        Assert.Equal(2, (await ReadAsync(id)).Progress.Counts.Cancelled);
        await RefusedAsync(Refusal.JobNotFound, CancelOf(jobs[1].Id));
    }

    /// <summary>What a stale runner tells the batch isn't heard.</summary>
    [Fact]
    public async Task A_refused_outcome_counts_nothing()
    {
        var (id, _) = await ClosedAsync(2);
        var running = Assert.Single(await ClaimMembersAsync(await RegisterAsync(), 1));
        await DoAsync(new EndJob(running.Lease, null), Count(id, BatchChange.Succeeded));
        var again = await CommitAsync(new EndJob(running.Lease, null), Count(id, BatchChange.Succeeded));
        Assert.Equal(Refusal.StaleEpoch, Assert.IsType<CommitResult.Refused>(again).Reason);
        Assert.Equal(1, (await ReadAsync(id)).Progress.Counts.Succeeded);
    }

    /// <summary>What a write set counted before it was refused is taken back, and nothing that others counted beside it.</summary>
    [Fact]
    public async Task What_a_refused_write_set_counted_is_taken_back()
    {
        const int Jobs = 100;
        var (id, _) = await ClosedAsync(2 * Jobs);
        var node = await RegisterAsync();
        var claimed = (await ClaimAsync(node)).Jobs;
        var stale = claimed[^1];
        await DoAsync(new EndJob(stale.Lease, null));
        var results = await Task.WhenAll(claimed.Take(Jobs).SelectMany(job => new[]
        {
            CommitLaterAsync(new EndJob(job.Lease, null), Count(id, BatchChange.Succeeded)),
            CommitLaterAsync(Count(id, BatchChange.Succeeded), new EndJob(stale.Lease, null)),
        }));

        Assert.Equal(Jobs, results.Count(result => result is CommitResult.Refused));
        Assert.Equal(Jobs, (await ReadAsync(id)).Progress.Counts.Succeeded);

        Task<CommitResult> CommitLaterAsync(params WriteOperation[] operations) =>
            Task.Run(async () => await CommitAsync(operations), Cancel);
    }

    /// <summary>A closed batch takes jobs from its members only, a cancelled or ended one none at all.</summary>
    [Fact]
    public async Task A_closed_batch_takes_jobs_from_its_members_only()
    {
        var (id, _) = await ClosedAsync(1);
        await RefusedAsync(Refusal.BatchClosed, new AddToBatch(id, 1, FromMember: false));
        await DoAsync(new AddToBatch(id, 1, FromMember: true), new EnqueueJob(Member(id)));
        Assert.Equal(2, (await ReadAsync(id)).Progress.Counts.Total);
        await EndAsync(await ClaimMembersAsync(await RegisterAsync(), 1));
        Assert.Null((await ReadAsync(id)).Progress.EndedAt);

        await DoAsync(new CloseBatch(id, Samples.Now, Cancels: true));
        await RefusedAsync(Refusal.BatchClosed, new AddToBatch(id, 1, FromMember: true));
    }

    /// <summary>A batch that isn't there is neither added to nor closed, and counts nothing.</summary>
    [Fact]
    public async Task A_missing_batch_takes_nothing()
    {
        var id = new BatchId(Samples.NextId());
        await RefusedAsync(Refusal.BatchNotFound, new AddToBatch(id, 1, FromMember: false));
        await RefusedAsync(Refusal.BatchNotFound, new CloseBatch(id, Samples.Now));
        Assert.False((await DoAsync(Count(id, BatchChange.Succeeded))).ReleasedCallbacks);
    }

    /// <summary>However many end the last jobs at the same time, the batch ends once and with the right counts.</summary>
    [Fact]
    public async Task Outcomes_that_race_end_the_batch_once()
    {
        const int Jobs = 200;
        var (id, _) = await ClosedAsync(Jobs);
        var (other, _) = await ClosedAsync(Jobs);
        var node = await RegisterAsync();
        var claimed = (await ClaimAsync(node)).Jobs;
        Assert.Equal(2 * Jobs, claimed.Count);

        // Where a store has several nodes, two of them end jobs of both batches, mixed: nobody may wait in a circle.
        await using var second = Harness is ISharedStoreHarness ? await Harness.OpenAsync() : null;
        var results = await Task.WhenAll(claimed.Select((job, number) => Task.Run(
            async () => await (number % 2 == 0 ? Driver : second ?? Driver).CommitAsync(
                new WriteSet(
                [
                    new EndJob(job.Lease, null),
                    Count(BatchReference.CountedBy(job.Task)!.Value, BatchChange.Succeeded),
                ]),
                Cancel),
            Cancel)));

        Assert.All(results, result => Assert.IsType<CommitResult.Committed>(result));
        foreach (var batch in new[] { id, other })
        {
            Assert.Equal(new BatchCounts(Jobs, Jobs, 0, 0, 0), (await ReadAsync(batch)).Progress.Counts);
            Assert.Equal([BatchRole.Completion, BatchRole.Success], await CallbacksAsync(batch));
        }
    }

    /// <summary>Batches are listed by id, by status and by name.</summary>
    [Fact]
    public async Task Batches_are_listed_by_status_and_name()
    {
        var open = await MakeAsync("one");
        var (running, _) = await ClosedAsync(1);
        var done = await MakeAsync("two");
        await DoAsync(new CloseBatch(done, Samples.Now));
        Assert.Equal([open, running, done], await ListAsync(BatchFilter.All, Page.First));
        Assert.Equal([running], await ListAsync(BatchFilter.All, new Page(1, open.Value)));
        Assert.Equal([open], await ListAsync(new BatchFilter { Status = BatchStatus.Open }, Page.First));
        Assert.Equal([running], await ListAsync(new BatchFilter { Status = BatchStatus.Running }, Page.First));
        Assert.Equal([done], await ListAsync(new BatchFilter { Status = BatchStatus.Succeeded }, Page.First));
        Assert.Equal([done], await ListAsync(new BatchFilter { Name = "two" }, Page.First));
    }

    /// <summary>Only what ended is pruned, the oldest first.</summary>
    [Fact]
    public async Task Ended_batches_are_pruned_and_others_stay()
    {
        var open = await MakeAsync();
        var ended = new List<BatchId>();
        for (var i = 0; i < 3; i++)
        {
            var id = await MakeAsync();
            await DoAsync(new CloseBatch(id, Samples.Now.AddMinutes(i)));
            ended.Add(id);
        }

        Assert.Equal(1, (await DoAsync(new PruneBatches(Samples.Now.AddMinutes(2), 1))).Affected);
        Assert.Equal(1, (await DoAsync(new PruneBatches(Samples.Now.AddMinutes(2), 10))).Affected);
        Assert.Equal([open, ended[2]], await ListAsync(BatchFilter.All, Page.First));
    }

    /// <summary>What a random history does to a batch is what the rule says, also when answers were lost.</summary>
    /// <param name="seed">Chooses the history.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_random_history_is_counted_as_the_rule_says(int seed)
    {
        var history = new History(this, await MakeAsync(), await RegisterAsync(), new JobIdSeed((ulong)seed));
        for (var step = 0; step < 60; step++)
        {
            await history.StepAsync(step);
            Assert.Equal(history.Model, (await ReadAsync(history.Batch)).Progress);
            Assert.Equal([.. history.Released], await CallbacksAsync(history.Batch, history.Released));
        }
    }

    private async ValueTask<BatchId> MakeAsync(string? name = null)
    {
        var id = new BatchId(Samples.NextId());
        await DoAsync(
            new InsertBatch(New(id) with { Name = name }),
            Callback(id, BatchRole.Completion),
            Callback(id, BatchRole.Success),
            Callback(id, BatchRole.Failure));
        return id;
    }

    private BatchRecord New(BatchId id) => new() { Id = id, CreatedAt = Samples.Now, Progress = new BatchProgress() };

    private EnqueueJob Callback(BatchId id, BatchRole role) => new(Samples.Job() with
    {
        Id = BatchRule.CallbackId(id, role),
        DueAt = BatchRule.HeldUntil,
        Task = new BatchReference(id, role).ToTask(),
        Priority = new JobPriority(JobPriority.Last),
    });

    private NewJob Member(BatchId id) => Samples.Job() with { Task = new BatchReference(id, BatchRole.Member).ToTask() };

    private async ValueTask<List<NewJob>> AddAsync(BatchId id, int count)
    {
        var jobs = Enumerable.Range(0, count).Select(_ => Member(id)).ToList();
        await DoAsync([
            new AddToBatch(id, count, FromMember: false), .. jobs.Select(job => (WriteOperation)new EnqueueJob(job))]);
        return jobs;
    }

    private async ValueTask<(BatchId Id, List<NewJob> Jobs)> ClosedAsync(int count)
    {
        var id = await MakeAsync();
        var jobs = await AddAsync(id, count);
        await DoAsync(new CloseBatch(id, Samples.Now));
        return (id, jobs);
    }

    // Callbacks come last among what is available, by their priority.
    private async ValueTask<IReadOnlyList<ClaimedJob>> ClaimMembersAsync(
        NodeId node, int count, BatchRole role = BatchRole.Member)
    {
        var jobs = (await ClaimAsync(node, count)).Jobs;
        Assert.Equal(count, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(role, BatchReference.From(job.Task)?.Role));
        return jobs;
    }

    private async ValueTask<CommitResult.Committed> EndAsync(IReadOnlyList<ClaimedJob> jobs) => await DoAsync(
        [.. jobs.SelectMany(job => BatchReference.CountedBy(job.Task) is { } batch
            ? new WriteOperation[] { new EndJob(job.Lease, null), Count(batch, BatchChange.Succeeded) }
            : [new EndJob(job.Lease, null)])]);

    private ValueTask<CommitResult.Committed> DeadAsync(ClaimedJob job) => DoAsync(
        new DeadLetterJob(job.Lease, DeadLetterReason.Permanent, Samples.Error()),
        Count(BatchReference.CountedBy(job.Task)!.Value, BatchChange.DeadLettered));

    private CountBatch Count(BatchId batch, BatchChange change) => new(batch, change, Samples.Now);

    private CountBatch CountCancel(BatchId batch, JobId job) =>
        Count(batch, BatchChange.Cancelled) with { UnlessLive = job };

    private static CancelJob CancelOf(JobId job) => new(job, null);

    private async ValueTask<BatchRecord> ReadAsync(BatchId id)
    {
        var batch = await Driver.Batches.FindAsync(id, Cancel);
        Assert.NotNull(batch);
        return batch;
    }

    private async ValueTask<IEnumerable<BatchId>> ListAsync(BatchFilter filter, Page page) =>
        (await Driver.Batches.ListAsync(filter, page, Cancel)).Select(batch => batch.Id);

    /// <summary>The callbacks that may run now, and those of the given ones that ran already.</summary>
    private async ValueTask<List<BatchRole>> CallbacksAsync(BatchId id, IReadOnlyCollection<BatchRole>? known = null)
    {
        var released = new List<BatchRole>();
        foreach (var role in new[] { BatchRole.Completion, BatchRole.Success, BatchRole.Failure })
        {
            var job = await Driver.Jobs.FindAsync(BatchRule.CallbackId(id, role), Cancel);
            if (job is null ? known?.Contains(role) == true : job.State != JobState.Scheduled)
            {
                released.Add(role);
            }
        }

        return released;
    }

    /// <summary>A random history of one batch, with the rule as its model.</summary>
    private sealed class History(BatchConformance<THarness> suite, BatchId batch, NodeId node, JobIdSeed seed)
    {
        private readonly List<ClaimedJob> running = [];
        private readonly List<JobId> dead = [];
        private readonly List<JobId> waiting = [];

        public BatchId Batch => batch;

        public BatchProgress Model { get; private set; } = new();

        public SortedSet<BatchRole> Released { get; } = [];

        public async Task StepAsync(int step)
        {
            suite.Samples.Now = suite.Samples.Now.AddSeconds(1);
            var bits = seed.Bits(step);
            var pick = (int)((bits >> 8) % 1_000);
            switch (bits % 8)
            {
                case 0 or 1 when Model.Takes(fromMember: false):
                    waiting.AddRange((await suite.AddAsync(batch, 1 + (pick % 4))).Select(job => job.Id));
                    Apply(new BatchDelta { Added = 1 + (pick % 4) });
                    break;
                case 2 or 3:
                    await ClaimAsync();
                    break;
                case 4 when running.Count > 0:
                    var ended = Take(running, pick);
                    await TwiceAsync(
                        BatchChange.Succeeded, new EndJob(ended.Lease, null), suite.Count(batch, BatchChange.Succeeded));
                    break;
                case 5 when running.Count > 0:
                    var failed = Take(running, pick);
                    await TwiceAsync(
                        BatchChange.DeadLettered,
                        new DeadLetterJob(failed.Lease, DeadLetterReason.Permanent, suite.Samples.Error()),
                        suite.Count(batch, BatchChange.DeadLettered));
                    dead.Add(failed.Id);
                    break;
                case 6 when dead.Count > 0 && pick % 2 == 0:
                    var redriven = Take(dead, pick);
                    await TwiceAsync(
                        BatchChange.Redriven, new RedriveJob(redriven), suite.Count(batch, BatchChange.Redriven));
                    waiting.Add(redriven);
                    break;
                case 6 when dead.Count > 0:
                    await TwiceAsync(
                        BatchChange.Discarded,
                        new DiscardDeadLetter(Take(dead, pick), null),
                        suite.Count(batch, BatchChange.Discarded));
                    break;
                case 7 when waiting.Count > 0:
                    var cancelled = Take(waiting, pick);
                    await TwiceAsync(
                        BatchChange.Cancelled, CancelOf(cancelled), suite.CountCancel(batch, cancelled));
                    break;
                default:
                    if (step > 20)
                    {
                        await suite.DoAsync(new CloseBatch(batch, suite.Samples.Now));
                        Apply(new BatchDelta { Closes = true });
                    }

                    break;
            }
        }

        private async Task ClaimAsync()
        {
            foreach (var job in (await suite.ClaimAsync(node, 3)).Jobs)
            {
                if (waiting.Remove(job.Id))
                {
                    running.Add(job);
                }
                else
                {
                    await suite.DoAsync(new EndJob(job.Lease, null));
                }
            }
        }

        // The caller whose answer was lost sends it again, and is refused.
        private async Task TwiceAsync(BatchChange change, params WriteOperation[] operations)
        {
            await suite.DoAsync(operations);
            Assert.IsType<CommitResult.Refused>(await suite.CommitAsync(operations));
            Apply(BatchDelta.Of(change));
        }

        private void Apply(BatchDelta delta)
        {
            var step = BatchRule.Apply(Model, delta, suite.Samples.Now);
            Model = step.Progress;
            if (step.ReleasesFailure)
            {
                Released.Add(BatchRole.Failure);
            }

            if (step.Ends)
            {
                Released.Add(BatchRole.Completion);
                if (Model.Status == BatchStatus.Succeeded)
                {
                    Released.Add(BatchRole.Success);
                }
            }
        }

        private static T Take<T>(List<T> from, int pick)
        {
            var taken = from[pick % from.Count];
            from.RemoveAt(pick % from.Count);
            return taken;
        }
    }
}
