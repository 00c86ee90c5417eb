using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>
/// What <see cref="EnqueueOptions"/> promises of unique jobs, through the client: however many call at the same time.
/// </summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class UniqueEnqueueConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private const int Callers = 40;

    private static readonly EnqueueOptions Keyed = new() { UniqueKey = "report-42" };

    private UniqueCaller Caller => field ??= new UniqueCaller(Driver, Samples);

    /// <summary>One job is there, and everybody is told which.</summary>
    [Fact]
    public async Task Of_many_at_once_one_job_is_there_and_everybody_is_told_which()
    {
        var results = await Caller.EnqueueAtOnceAsync(Callers, Keyed);
        var there = Assert.Single(await ClaimAllAsync()).Id;

        Assert.Equal(new EnqueueResult.Enqueued(there), Assert.Single(results.OfType<EnqueueResult.Enqueued>()));
        var others = results.OfType<EnqueueResult.AlreadyQueued>().ToList();
        Assert.Equal(Callers - 1, others.Count);
        Assert.All(others, other => Assert.Equal(there, other.Id));
    }

    /// <summary>Each takes the place of the one before, and nobody's is lost without another's in its place.</summary>
    [Fact]
    public async Task Of_many_that_replace_at_once_each_replaces_one_and_the_last_stays()
    {
        var results = await Caller.EnqueueAtOnceAsync(Callers, Keyed with { ReplaceWaiting = true });
        var there = Assert.Single(await ClaimAllAsync()).Id;

        var enqueued = results.Select(result => Assert.IsType<EnqueueResult.Enqueued>(result)).ToList();
        Assert.Single(enqueued, each => each.Replaced is null);
        var replaced = enqueued.Select(each => each.Replaced).OfType<JobId>().ToHashSet();
        Assert.Equal(Callers - 1, replaced.Count);
        Assert.Equal(there, Assert.Single(enqueued, each => !replaced.Contains(each.Id)).Id);
    }

    /// <summary>A job is replaced or it runs: never both, and never neither.</summary>
    [Fact]
    public async Task A_job_that_is_claimed_meanwhile_is_not_replaced()
    {
        var node = await RegisterAsync();
        var enqueuing = Caller.EnqueueAtOnceAsync(Callers, Keyed with { ReplaceWaiting = true });
        var claimed = new List<JobId>();
        while (!enqueuing.IsCompleted)
        {
            foreach (var job in (await ClaimAsync(node)).Jobs)
            {
                claimed.Add(job.Id);
                await DoAsync(new EndJob(job.Lease, History: null));
            }
        }

        claimed.AddRange((await ClaimAsync(node)).Jobs.Select(job => job.Id));
        var enqueued = (await enqueuing).OfType<EnqueueResult.Enqueued>().ToList();
        var replaced = enqueued.Select(each => each.Replaced).OfType<JobId>();
        Assert.Equal(enqueued.Select(each => each.Id).Order(), claimed.Concat(replaced).Order());
    }

    /// <summary>One waits beside the one that runs.</summary>
    [Fact]
    public async Task Of_many_at_once_one_waits_while_another_runs()
    {
        var options = Keyed with { UniqueAmong = UniqueAmong.Waiting };
        await Caller.EnqueueAsync(options);
        Assert.Single(await ClaimAllAsync());

        var results = await Caller.EnqueueAtOnceAsync(Callers, options);
        var there = Assert.Single(await ClaimAllAsync()).Id;
        Assert.Equal(new EnqueueResult.Enqueued(there), Assert.Single(results.OfType<EnqueueResult.Enqueued>()));
        Assert.All(
            results.OfType<EnqueueResult.AlreadyQueued>(), other => Assert.Equal(there, other.Id));
    }

    /// <summary>A period is used once, also when its job has ended.</summary>
    [Fact]
    public async Task Of_many_at_once_one_uses_the_period_up()
    {
        var hour = TimeSpan.FromHours(1);
        var results = await Caller.EnqueueAtOnceAsync(Callers, Keyed with { UniqueFor = hour });
        Assert.Single(results.OfType<EnqueueResult.Enqueued>());
        Assert.Equal(
            Callers - 1, results.Count(result => result == new EnqueueResult.Throttled(Samples.Now + hour)));

        await DoAsync(new EndJob(Assert.Single(await ClaimAllAsync()).Lease, History: null));
        results = await Caller.EnqueueAtOnceAsync(Callers, Keyed with { UniqueFor = hour });
        Assert.Equal(Callers, results.OfType<EnqueueResult.Throttled>().Count());

        Samples.Now += hour;
        results = await Caller.EnqueueAtOnceAsync(Callers, Keyed with { UniqueFor = hour });
        Assert.Single(results.OfType<EnqueueResult.Enqueued>());
    }

    /// <summary>Equal payloads are one job, and others are others.</summary>
    [Fact]
    public async Task Of_many_at_once_with_equal_payloads_one_is_there()
    {
        var options = new EnqueueOptions { UniqueByPayload = true };
        var results = await Task.WhenAll(Enumerable.Range(0, Callers).Select(
            number => Caller.EnqueueAsync(options, number % 4).AsTask()));
        Assert.Equal(4, results.OfType<EnqueueResult.Enqueued>().Count());
        Assert.Equal(4, (await ClaimAllAsync()).Count);
    }

    /// <summary>Who minds dead letters is told of the one that is there, also when a live job could be replaced.</summary>
    [Fact]
    public async Task A_dead_letter_is_minded_and_never_replaced()
    {
        var options = Keyed with { UniqueAmong = UniqueAmong.UnfinishedOrDead, ReplaceWaiting = true };
        var first = Assert.IsType<EnqueueResult.Enqueued>(await Caller.EnqueueAsync(options));
        var running = Assert.Single(await ClaimAllAsync());
        await DoAsync(new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error()));

        Assert.All(
            await Caller.EnqueueAtOnceAsync(Callers, options),
            result => Assert.Equal(new EnqueueResult.AlreadyQueued(first.Id), result));
        await DoAsync(new DiscardDeadLetter(first.Id, History: null));
        var results = await Caller.EnqueueAtOnceAsync(Callers, options);
        Assert.Equal(Callers, results.OfType<EnqueueResult.Enqueued>().Count());
        Assert.Single(await ClaimAllAsync());
    }

    /// <summary>Whatever is done, and in whatever order: everybody is told what a list of jobs says.</summary>
    /// <param name="seed">Decides what is done.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_client_is_told_what_a_list_of_jobs_says(int seed)
    {
        var run = new UniqueRun(seed, Caller, Samples, await RegisterAsync());
        for (var step = 0; step < 250; step++)
        {
            Samples.Now += run.Pause();
            if (!run.Acts())
            {
                await run.EnqueueAsync();
                continue;
            }

            run.Took((await ClaimAsync(run.Node, limit: run.Some())).Jobs);
            foreach (var operation in run.Proceed())
            {
                await DoAsync(operation);
            }
        }

        Assert.Equal(run.Live, (await AllJobsAsync()).Order());
    }

    private async ValueTask<IReadOnlyList<ClaimedJob>> ClaimAllAsync() =>
        (await ClaimAsync(await RegisterAsync())).Jobs;

    private async ValueTask<IReadOnlyList<JobId>> AllJobsAsync() =>
    [
        .. (await Driver.Jobs.ListAsync(
            JobFilter.All, new Page(Page.MaximumLimit), TestContext.Current.CancellationToken)).Select(job => job.Id),
    ];
}
