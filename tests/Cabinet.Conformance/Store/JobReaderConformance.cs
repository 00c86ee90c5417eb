using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>Reading the hot table: filters, pages and counts.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class JobReaderConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Nobody's job is null.</summary>
    [Fact]
    public async Task An_unknown_job_is_not_found() => await GoneAsync(new JobId(Samples.NextId()));

    /// <summary>A payload can be read by itself as long as its job lives.</summary>
    [Fact]
    public async Task A_payload_is_read_while_its_job_lives()
    {
        var running = await RunningAsync();
        var stored = await Driver.Jobs.ReadPayloadAsync(running.Id, Cancel);
        Assert.Equal(running.Payload.Sealed.ToArray(), stored.Sealed.ToArray());

        await DoAsync(new EndJob(running.Lease, null));
        Assert.True((await Driver.Jobs.ReadPayloadAsync(running.Id, Cancel)).IsNone);
    }

    /// <summary>Wherever a job's payload is, its id is among those that have one; a summary has none.</summary>
    [Fact]
    public async Task Jobs_with_a_payload_are_told_from_those_without()
    {
        var summed = await RunningAsync();
        await DoAsync(new EndJob(summed.Lease, Samples.History(Samples.Job() with { Id = summed.Id })));
        var full = await RunningAsync();
        await DoAsync(new EndJob(
            full.Lease, Samples.History(Samples.Job() with { Id = full.Id }) with { Payload = full.Payload }));
        var dead = await RunningAsync();
        await DoAsync(new DeadLetterJob(dead.Lease, DeadLetterReason.Permanent, Samples.Error()));
        var forgotten = await RunningAsync();
        await DoAsync(new EndJob(forgotten.Lease, null));
        var running = await RunningAsync();
        var waiting = await EnqueueAsync();
        var unknown = new JobId(Samples.NextId());

        JobId[] all = [summed.Id, full.Id, dead.Id, forgotten.Id, running.Id, waiting.Id, unknown];
        JobId[] have = [full.Id, dead.Id, running.Id, waiting.Id];
        Assert.Equal(have.Order(), (await Driver.Jobs.ListWithPayloadAsync([.. all, .. all], Cancel)).Order());
        Assert.Empty(await Driver.Jobs.ListWithPayloadAsync([], Cancel));

        await DoAsync(new RedriveJob(dead.Id));
        Assert.Equal(have.Order(), (await Driver.Jobs.ListWithPayloadAsync(all, Cancel)).Order());
    }

    /// <summary>One call is bounded.</summary>
    [Fact]
    public async Task Too_many_ids_in_one_call_are_refused() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        async () => await Driver.Jobs.ListWithPayloadAsync(new JobId[IJobReader.MaximumIds + 1], Cancel));

    /// <summary>An empty store has nothing to show.</summary>
    [Fact]
    public async Task An_empty_store_shows_nothing() => Assert.Empty(await ViewAsync());

    /// <summary>Each filter narrows, and together they narrow more.</summary>
    [Fact]
    public async Task Filters_narrow_the_list()
    {
        var place = Samples.Place();
        var running = await RunningAsync();
        var first = Samples.Job() with { Task = place, Type = new JobType("first") };
        var second = Samples.Job() with { Queue = StoreSamples.OtherQueue };
        var third = Samples.Job() with { Queue = StoreSamples.OtherQueue, Task = place };
        await DoAsync(new EnqueueJob(first), new EnqueueJob(second), new EnqueueJob(third));

        await ListsAsync(JobFilter.All, running.Id, first.Id, second.Id, third.Id);
        await ListsAsync(new JobFilter { Queue = StoreSamples.OtherQueue }, second.Id, third.Id);
        await ListsAsync(new JobFilter { Type = first.Type }, first.Id);
        await ListsAsync(new JobFilter { State = JobState.Running }, running.Id);
        await ListsAsync(new JobFilter { Task = place.Task }, first.Id, third.Id);
        await ListsAsync(new JobFilter { Task = place.Task, Queue = StoreSamples.OtherQueue }, third.Id);
        await ListsAsync(new JobFilter { Task = place.Task, State = JobState.Running });
    }

    /// <summary>Every state can be listed alone.</summary>
    [Theory]
    [InlineData(JobState.Available)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Suspect)]
    public async Task Jobs_are_listed_by_state(JobState state)
    {
        var ids = new Dictionary<JobState, JobId>();
        var suspect = await RunningAsync();
        await ExpireAsync((await FindAsync(suspect.Id)).Node!.Value);
        ids[JobState.Suspect] = suspect.Id;
        ids[JobState.Running] = (await RunningAsync()).Id;
        ids[JobState.Available] = (await EnqueueAsync()).Id;
        var scheduled = Samples.JobIn(TimeSpan.FromDays(1));
        await DoAsync(new EnqueueJob(scheduled));
        ids[JobState.Scheduled] = scheduled.Id;

        await ListsAsync(new JobFilter { State = state }, ids[state]);
    }

    /// <summary>
    /// Order is that of the ids, not that of the writes; pages follow each other without gap or overlap.
    /// </summary>
    [Fact]
    public async Task Pages_follow_each_other_by_id()
    {
        NewJob[] jobs = [Samples.Job(), Samples.Job(), Samples.Job(), Samples.Job(), Samples.Job()];
        await DoAsync([.. jobs.Reverse().Select(job => new EnqueueJob(job))]);
        var ids = jobs.Select(job => job.Id).ToArray();

        Assert.Equal(ids[..2], await PageAsync(new Page(2)));
        Assert.Equal(ids[2..4], await PageAsync(new Page(2, ids[1].Value)));
        Assert.Equal(ids[4..], await PageAsync(new Page(2, ids[3].Value)));
        Assert.Empty(await PageAsync(new Page(2, ids[4].Value)));
    }

    /// <summary>Ids sort as text sorts them (RFC 9562), whatever their bytes look like in memory.</summary>
    [Fact]
    public async Task Ids_sort_by_their_text()
    {
        string[] ids =
        [
            "00000001-0000-7000-8000-000000000000",
            "00000080-0000-7000-8000-000000000000",
            "01000000-0000-7000-8000-000000000000",
            "01000000-0001-7000-8000-000000000000",
            "01000000-0100-7000-8000-000000000000",
            "01000000-0100-7001-8000-000000000000",
            "7fffffff-0000-7000-8000-000000000000",
            "80000000-0000-7000-8000-000000000000",
            "ff000000-0000-7000-8000-0000000000ff",
        ];
        var jobs = ids.Reverse().Select(id => Samples.Job() with { Id = new JobId(new Guid(id)) });
        await DoAsync([.. jobs.Select(job => new EnqueueJob(job))]);
        Assert.Equal(ids, (await PageAsync(Page.First)).Select(id => id.ToString()));
    }

    /// <summary>A page starts after its id, also when that job is gone.</summary>
    [Fact]
    public async Task A_page_may_start_after_a_job_that_is_gone()
    {
        var first = await EnqueueAsync();
        var second = await EnqueueAsync();
        await DoAsync(new CancelJob(first.Id, History: null));
        Assert.Equal([second.Id], await PageAsync(new Page(10, first.Id.Value)));
    }

    /// <summary>A filter applies before the page's limit.</summary>
    [Fact]
    public async Task A_page_is_full_of_what_matches()
    {
        NewJob[] jobs = [Samples.Job(), Samples.Job() with { Queue = StoreSamples.OtherQueue }, Samples.Job()];
        await DoAsync([.. jobs.Select(job => new EnqueueJob(job))]);
        var list = await Driver.Jobs.ListAsync(new JobFilter { Queue = StoreSamples.Queue }, new Page(2), Cancel);
        Assert.Equal([jobs[0].Id, jobs[2].Id], list.Select(job => job.Id));
    }

    /// <summary>Counts come by queue and state, in that order, and only where there is something to count.</summary>
    [Fact]
    public async Task Counts_come_by_queue_and_state()
    {
        await RunningAsync();
        await DoAsync(
            new EnqueueJob(Samples.Job() with { Queue = StoreSamples.OtherQueue }),
            new EnqueueJob(Samples.JobIn(TimeSpan.FromDays(1))),
            new EnqueueJob(Samples.Job()),
            new EnqueueJob(Samples.Job()));

        Assert.Equal(
            [
                new JobCount(StoreSamples.Queue, JobState.Available, 2),
                new JobCount(StoreSamples.Queue, JobState.Scheduled, 1),
                new JobCount(StoreSamples.Queue, JobState.Running, 1),
                new JobCount(StoreSamples.OtherQueue, JobState.Available, 1),
            ],
            await Driver.Jobs.CountAsync(Cancel));
    }

    private async ValueTask ListsAsync(JobFilter filter, params JobId[] expected) => Assert.Equal(
        expected, (await Driver.Jobs.ListAsync(filter, Page.First, Cancel)).Select(job => job.Id));

    private async ValueTask<IEnumerable<JobId>> PageAsync(Page page) =>
        (await Driver.Jobs.ListAsync(JobFilter.All, page, Cancel)).Select(job => job.Id);
}
