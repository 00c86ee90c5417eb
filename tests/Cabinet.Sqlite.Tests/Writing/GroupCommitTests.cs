using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests.Writing;

/// <summary>One sync for many callers, each of whom gets an answer of their own.</summary>
public sealed class GroupCommitTests : StoreTest
{
    [Fact]
    public async Task Callers_who_wait_at_the_same_time_share_commits()
    {
        using var meter = new CommitMeter();
        await using var services = Store.Services(meter: meter);
        var driver = services.GetRequiredService<IStoreDriver>();
        await driver.CommitAsync(new WriteSet(new RegisterNode(Samples.Node())), Cancel);
        var commits = Enumerable.Range(0, 500)
            .Select(_ => driver.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel).AsTask())
            .ToList();
        await Task.WhenAll(commits);

        Assert.Equal(501, meter.WriteSets);
        Assert.InRange(meter.Commits, 1, 250);
    }

    [Fact]
    public async Task A_lone_caller_commits_alone()
    {
        using var meter = new CommitMeter();
        await using var services = Store.Services(meter: meter);
        var driver = services.GetRequiredService<IStoreDriver>();
        await driver.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel);
        await driver.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel);
        Assert.Equal((2, 2), (meter.Commits, meter.WriteSets));
    }

    [Fact]
    public async Task Outcomes_of_a_claimed_batch_are_one_commit_each_for_their_callers()
    {
        var node = await RegisterAsync();
        await EnqueueAsync(300);
        var claimed = (await ClaimAsync(node)).Jobs;
        var ends = claimed.Reverse().Select((job, i) => Driver.CommitAsync(
            new WriteSet(new EndJob(job.Lease, i % 2 == 0 ? Kept(job) : null)), Cancel).AsTask()).ToList();
        Assert.All(await Task.WhenAll(ends), result => Assert.IsType<CommitResult.Committed>(result));

        Assert.Equal(0, await CountAsync());
        Assert.Equal(150, await Driver.History.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_set_that_is_refused_after_it_wrote_leaves_nothing_and_the_others_stay()
    {
        var node = await RegisterAsync();
        await EnqueueAsync(40);
        var claimed = (await ClaimAsync(node)).Jobs;
        var task = Samples.Task();
        await DoAsync(new InsertTask(task));

        // Each moves the task from version 1 to 2: one may, and for the others even the dead letter doesn't happen.
        var sets = claimed.Select(job => Driver.CommitAsync(
            new WriteSet([
                new DeadLetterJob(job.Lease, Domain.Jobs.DeadLetterReason.Permanent, Samples.Error()),
                new EnqueueJob(Samples.Job()),
                new UpdateTask(task with { Version = 2 })]),
            Cancel).AsTask()).ToList();
        var results = await Task.WhenAll(sets);

        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.All(
            results.OfType<CommitResult.Refused>(),
            refused => Assert.Equal((2, Refusal.TaskChanged), (refused.Operation, refused.Reason)));
        Assert.Single(await Driver.DeadLetters.ListAsync(new(), Page.First, Cancel));
        Assert.Equal(40, await CountAsync());
        var again = claimed[^1];
        var isRunning = results[^1] is CommitResult.Refused;
        Assert.Equal(
            isRunning,
            await Driver.CommitAsync(new WriteSet(new EndJob(again.Lease, null)), Cancel) is CommitResult.Committed);
    }

    [Fact]
    public async Task Commits_under_way_at_the_close_are_answered()
    {
        await RegisterAsync();
        var commits = Enumerable.Range(0, 200)
            .Select(_ => Driver.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel).AsTask())
            .ToList();
        await CloseAsync();
        Assert.All(await Task.WhenAll(commits), result => Assert.IsType<CommitResult.Committed>(result));
        Assert.Equal(200, await CountAsync());
    }

    [Fact]
    public async Task A_cancelled_wait_writes_nothing_or_everything()
    {
        await RegisterAsync();
        using var cancelled = new CancellationTokenSource();
        var commits = Enumerable.Range(0, 200)
            .Select(_ => Driver.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), cancelled.Token).AsTask())
            .ToList();
        await cancelled.CancelAsync();
        var committed = 0;
        foreach (var commit in commits)
        {
            try
            {
                await commit;
                committed++;
            }
            catch (OperationCanceledException)
            {
                // It didn't take place, which the count below shows.
            }
        }

        Assert.Equal(committed, await CountAsync());
    }

    [Fact]
    public async Task Callers_beyond_the_bound_wait_their_turn()
    {
        await using var driver = Store.OpenDriver(options => options.MaximumPendingBytes = 1024 * 1024);
        var commits = Enumerable.Range(0, 100)
            .Select(_ => Samples.Job() with { Payload = Content.FromSealed(new byte[100_000]) })
            .Select(job => driver.CommitAsync(new WriteSet(new EnqueueJob(job)), Cancel).AsTask()).ToList();
        Assert.All(await Task.WhenAll(commits), result => Assert.IsType<CommitResult.Committed>(result));
    }

    [Fact]
    public async Task The_log_stays_bounded_while_much_is_written()
    {
        for (var i = 0; i < 100; i++)
        {
            await DoAsync([.. Enumerable.Range(0, 20).Select(_ =>
                new EnqueueJob(Samples.Job() with { Payload = Content.FromSealed(new byte[20_000]) }))]);
        }

        Assert.InRange(new FileInfo(Store.Path + "-wal").Length, 1, 8 * 1024 * 1024);
        Assert.InRange(new FileInfo(Store.Path).Length, 32 * 1024 * 1024, long.MaxValue);
    }

    private HistoryRecord Kept(ClaimedJob job) => Samples.History(Samples.Job() with { Id = job.Id });
}
