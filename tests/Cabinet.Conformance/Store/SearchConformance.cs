using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>Searches: by each filter, in both directions, in parts that join without a gap.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class SearchConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly JobType OtherType = new("other.job");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each filter leaves what matches it, and several leave what matches all.</summary>
    [Fact]
    public async Task Live_jobs_are_found_by_each_filter()
    {
        var start = Samples.Now;
        var running = Samples.Job() with { Tags = ["hot"] };
        await DoAsync(new EnqueueJob(running));
        await ClaimOneAsync(await RegisterAsync());
        var plain = Samples.Job();
        var scheduled = Samples.JobIn(TimeSpan.FromHours(1)) with { Tags = ["hot", "late"] };
        var other = Samples.Job() with { Queue = StoreSamples.OtherQueue, Type = OtherType, Tags = ["hot"] };
        Samples.Now = start.AddMinutes(1);
        var later = Samples.Job() with { Type = OtherType };
        await DoAsync(new EnqueueJob(plain), new EnqueueJob(scheduled), new EnqueueJob(other), new EnqueueJob(later));

        await FindsAsync(JobSearch.All, running, plain, scheduled, other, later);
        await FindsAsync(new JobSearch { Queue = StoreSamples.OtherQueue }, other);
        await FindsAsync(new JobSearch { Queue = StoreSamples.Queue }, running, plain, scheduled, later);
        await FindsAsync(new JobSearch { Queue = new QueueName("none") });
        await FindsAsync(new JobSearch { Type = OtherType }, other, later);
        await FindsAsync(new JobSearch { Type = new JobType("none") });
        await FindsAsync(new JobSearch { State = JobState.Running }, running);
        await FindsAsync(new JobSearch { State = JobState.Scheduled }, scheduled);
        await FindsAsync(new JobSearch { State = JobState.Available }, plain, other, later);
        await FindsAsync(new JobSearch { State = JobState.Suspect });
        await FindsAsync(new JobSearch { Queue = StoreSamples.Queue, State = JobState.Available }, plain, later);
        await FindsAsync(new JobSearch { Tag = "hot" }, running, scheduled, other);
        await FindsAsync(new JobSearch { Tag = "late" }, scheduled);
        await FindsAsync(new JobSearch { Tag = "cold" });
        await FindsAsync(new JobSearch { Tag = "hot", State = JobState.Running }, running);
        await FindsAsync(new JobSearch { Tag = "hot", Queue = StoreSamples.OtherQueue }, other);
        await FindsAsync(new JobSearch { CreatedFrom = Samples.Now }, later);
        await FindsAsync(new JobSearch { CreatedBefore = Samples.Now }, running, plain, scheduled, other);
    }

    /// <summary>A suspect is found where it waits, and not where it doesn't.</summary>
    [Fact]
    public async Task Suspects_are_found_by_their_state()
    {
        var node = await RegisterAsync();
        var job = await EnqueueAsync();
        await ClaimOneAsync(node);
        await ExpireAsync(node);

        await FindsAsync(new JobSearch { State = JobState.Suspect }, job);
        await FindsAsync(new JobSearch { State = JobState.Running });
        await FindsAsync(new JobSearch { Queue = StoreSamples.Queue }, job);
    }

    /// <summary>A partition's jobs are found in every state and queue, and nobody else's.</summary>
    [Fact]
    public async Task A_partition_is_found_in_every_state()
    {
        var (node, dying) = (await RegisterAsync(), await RegisterAsync());
        NewJob In(string partition) => Samples.Job() with { Partition = new PartitionKey(partition) };
        var suspect = In("a");
        await DoAsync(new EnqueueJob(suspect));
        await ClaimAsync(dying);
        await ExpireAsync(dying);
        var running = In("a");
        await DoAsync(new EnqueueJob(running));
        await ClaimAsync(node);
        var scheduled = In("a") with { DueAt = Samples.Now.AddHours(1) };
        var waiting = In("a");
        var elsewhere = In("a") with { Queue = StoreSamples.OtherQueue };
        await DoAsync(
            new EnqueueJob(scheduled), new EnqueueJob(waiting), new EnqueueJob(elsewhere), new EnqueueJob(In("b")),
            new EnqueueJob(Samples.Job()), new EnqueueJob(In("b") with { DueAt = Samples.Now.AddHours(1) }));
        var a = new JobSearch { Partition = new PartitionKey("a") };

        Assert.Equal([suspect.Id, running.Id, scheduled.Id, waiting.Id, elsewhere.Id], await IdsAsync(a));
        Assert.Equal([elsewhere.Id], await IdsAsync(a with { Queue = StoreSamples.OtherQueue }));
        Assert.Equal([suspect.Id], await IdsAsync(a with { State = JobState.Suspect }));
        Assert.Equal([running.Id], await IdsAsync(a with { State = JobState.Running }));
        Assert.Equal([scheduled.Id], await IdsAsync(a with { State = JobState.Scheduled }));
        Assert.Equal([waiting.Id, elsewhere.Id], await IdsAsync(a with { State = JobState.Available }));
        Assert.Equal([waiting.Id], await IdsAsync(a with { State = JobState.Available, Queue = StoreSamples.Queue }));
        Assert.Empty(await IdsAsync(new JobSearch { Partition = new PartitionKey("none") }));

        async Task<IEnumerable<JobId>> IdsAsync(JobSearch filter) =>
            (await Driver.Jobs.SearchAsync(filter, new Search(100), TestContext.Current.CancellationToken)).Records
                .Select(job => job.Id);
    }

    /// <summary>More rows than one look takes: the parts join, though the first may find nothing.</summary>
    [Fact]
    public async Task A_look_is_bounded_and_the_next_goes_on()
    {
        const int Others = Search.MaximumRows + 500;
        foreach (var chunk in Enumerable.Range(0, Others).Chunk(5_000))
        {
            await DoAsync([.. chunk.Select(_ => new EnqueueJob(Samples.Job()))]);
        }

        var wanted = Samples.Job() with { Type = OtherType };
        await DoAsync(new EnqueueJob(wanted));

        var filter = new JobSearch { Type = OtherType };
        var first = await Driver.Jobs.SearchAsync(filter, new Search(100), Cancel);
        var newest = await Driver.Jobs.SearchAsync(filter, new Search(100, NewestFirst: true), Cancel);
        Assert.Equal([wanted.Id], newest.Records.Select(job => job.Id));
        if (first.Next is not null)
        {
            Assert.Empty(first.Records);
        }

        await FindsAsync(filter, wanted);
    }

    /// <summary>Dead letters by each filter.</summary>
    [Fact]
    public async Task Dead_letters_are_found_by_each_filter()
    {
        var start = Samples.Now;
        var node = await RegisterAsync();
        var first = await DeadLetterAsync(node, Samples.Job() with { Tags = ["hot"] }, "one");
        var second = await DeadLetterAsync(node, Samples.Job() with { Type = OtherType }, "two");
        Samples.Now = start.AddMinutes(1);
        var third = await DeadLetterAsync(
            node, Samples.Job() with { Tags = ["hot"] }, "one", DeadLetterReason.UnknownOutcome);
        await DoAsync(new EnqueueJob(Samples.Job() with { Tags = ["hot"] }));

        await FindsLettersAsync(DeadLetterSearch.All, first, second, third);
        await FindsLettersAsync(new DeadLetterSearch { Queue = StoreSamples.Queue }, first, second, third);
        await FindsLettersAsync(new DeadLetterSearch { Queue = StoreSamples.OtherQueue });
        await FindsLettersAsync(new DeadLetterSearch { Type = OtherType }, second);
        await FindsLettersAsync(new DeadLetterSearch { Reason = DeadLetterReason.UnknownOutcome }, third);
        await FindsLettersAsync(new DeadLetterSearch { Tag = "hot" }, first, third);
        await FindsLettersAsync(new DeadLetterSearch { Cause = StoreSamples.Key("one") }, first, third);
        await FindsLettersAsync(
            new DeadLetterSearch { Cause = StoreSamples.Key("one"), DeadFrom = Samples.Now }, third);
        await FindsLettersAsync(new DeadLetterSearch { DeadBefore = Samples.Now }, first, second);
        await FindsLettersAsync(new DeadLetterSearch { Type = StoreSamples.Type, DeadBefore = Samples.Now }, first);
    }

    /// <summary>Groups say how many there are, and name the ends.</summary>
    [Fact]
    public async Task Dead_letters_are_grouped_by_cause()
    {
        var node = await RegisterAsync();
        var first = await DeadLetterAsync(node, Samples.Job(), "one");
        var second = await DeadLetterAsync(node, Samples.Job(), "two");
        var third = await DeadLetterAsync(node, Samples.Job(), "one");
        await DeadLetterAsync(node, Samples.Job(), cause: null);

        var groups = new[]
        {
            new DeadLetterGroup(StoreSamples.Key("one"), 2, first.Id, third.Id),
            new DeadLetterGroup(StoreSamples.Key("two"), 1, second.Id, second.Id),
        }.OrderBy(group => group.Cause, StringComparer.Ordinal).ToArray();
        Assert.Equal(groups, await Driver.DeadLetters.ListGroupsAsync(null, Cancel));
        Assert.Equal(groups[1..], await Driver.DeadLetters.ListGroupsAsync(groups[0].Cause, Cancel));
    }

    /// <summary>History records by each filter.</summary>
    [Fact]
    public async Task History_is_found_by_each_filter()
    {
        var start = Samples.Now;
        var first = await EndAsync(Samples.Job());
        var second = await EndAsync(Samples.Job() with { Type = OtherType }, JobEnd.Cancelled);
        Samples.Now = start.AddMinutes(1);
        var third = await EndAsync(Samples.Job() with { Queue = StoreSamples.OtherQueue });

        await FindsHistoryAsync(HistorySearch.All, first, second, third);
        await FindsHistoryAsync(new HistorySearch { Queue = StoreSamples.OtherQueue }, third);
        await FindsHistoryAsync(new HistorySearch { Type = OtherType }, second);
        await FindsHistoryAsync(new HistorySearch { End = JobEnd.Completed }, first, third);
        await FindsHistoryAsync(new HistorySearch { EndedFrom = Samples.Now }, third);
        await FindsHistoryAsync(new HistorySearch { EndedBefore = Samples.Now }, first, second);
    }

    private Task FindsAsync(JobSearch filter, params NewJob[] jobs) => FindsAsync(
        search => Driver.Jobs.SearchAsync(filter, search, Cancel), job => job.Id, jobs);

    private Task FindsLettersAsync(DeadLetterSearch filter, params NewJob[] jobs) => FindsAsync(
        search => Driver.DeadLetters.SearchAsync(filter, search, Cancel), letter => letter.Id, jobs);

    private Task FindsHistoryAsync(HistorySearch filter, params NewJob[] jobs) => FindsAsync(
        search => Driver.History.SearchAsync(filter, search, Cancel), record => record.Id, jobs);

    private static async Task FindsAsync<T>(
        Func<Search, ValueTask<Found<T>>> read, Func<T, JobId> id, NewJob[] jobs)
    {
        foreach (var (limit, newestFirst) in new[] { (100, false), (1, false), (2, true), (100, true) })
        {
            var found = new List<JobId>();
            var search = new Search(limit, null, newestFirst);
            while (true)
            {
                var part = await read(search);
                Assert.True(part.Records.Count <= limit);
                found.AddRange(part.Records.Select(id));
                if (part.Next is not { } next)
                {
                    break;
                }

                search = search with { After = next };
            }

            var expected = jobs.Select(job => job.Id).Order();
            Assert.Equal(newestFirst ? expected.Reverse() : expected, found);
        }
    }

    private async Task<NewJob> DeadLetterAsync(
        NodeId node, NewJob job, string? cause, DeadLetterReason reason = DeadLetterReason.Permanent)
    {
        await DoAsync(new EnqueueJob(job));
        var claimed = await ClaimOneAsync(node);
        await DoAsync(new DeadLetterJob(claimed.Lease, reason, Samples.Error())
        {
            Cause = cause is null ? null : StoreSamples.Key(cause),
        });
        return job;
    }

    private async Task<NewJob> EndAsync(NewJob job, JobEnd end = JobEnd.Completed)
    {
        await DoAsync(new EnqueueJob(job));
        await DoAsync(new CancelJob(job.Id, Samples.History(job, end)));
        return job;
    }
}
