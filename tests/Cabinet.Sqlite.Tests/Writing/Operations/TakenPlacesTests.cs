using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Sqlite.Tests.Writing.Operations;

/// <summary>Rows at the gate outlive the claim that took them; nobody is to notice.</summary>
public sealed class TakenPlacesTests : StoreTest
{
    /// <summary>Another connection knows nothing of what this one has taken, and takes the rest of each partition once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public async Task Another_process_takes_what_is_left_and_nothing_twice(int limit)
    {
        var (jobs, node) = (await EnqueueAsync(["a", "b", "c"], 20), Samples.Node());
        await DoAsync(new RegisterNode(node));
        await using var other = Store.OpenDriver();
        var claimed = new List<JobId>();
        for (var turn = 0; claimed.Count < jobs.Count; turn++)
        {
            var claim = await (turn % 2 == 0 ? Driver : other).ClaimAsync(
                new ClaimRequest(node.Id, StoreSamples.Queue, limit, Samples.Now), Cancel);
            Assert.NotEmpty(claim.Jobs);
            claimed.AddRange(claim.Jobs.Select(job => job.Id));

            // Some end at once, so that their rows name nothing any more.
            await DoAsync([.. claim.Jobs.Where((_, index) => index % 2 == 0).Select(job => new EndJob(job.Lease, null))]);
        }

        Assert.Equal(jobs.Order(), claimed.Order());
        Assert.Empty((await Driver.ClaimAsync(new ClaimRequest(node.Id, StoreSamples.Queue, 9, Samples.Now), Cancel)).Jobs);
    }

    /// <summary>A job that comes back before its row was deleted waits again, here and on another connection.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_comes_back_waits_again(bool elsewhere)
    {
        var (jobs, node) = (await EnqueueAsync(["a"], 10), Samples.Node());
        await DoAsync(new RegisterNode(node));
        var first = (await Driver.ClaimAsync(new ClaimRequest(node.Id, StoreSamples.Queue, 4, Samples.Now), Cancel)).Jobs;
        Assert.Equal(jobs.Take(4), first.Select(job => job.Id));
        await using var other = Store.OpenDriver();
        var back = elsewhere ? other : Driver;
        var comeBack = new WriteSet(
            [new ReturnJob(first[1].Lease), new RetryJob(first[2].Lease, Samples.Now, Samples.Error())]);
        Assert.IsType<CommitResult.Committed>(await back.CommitAsync(comeBack, Cancel));

        var again = (await back.ClaimAsync(new ClaimRequest(node.Id, StoreSamples.Queue, 3, Samples.Now), Cancel)).Jobs;
        Assert.Equal([jobs[1], jobs[2], jobs[4]], again.Select(job => job.Id));
        var rest = (await Driver.ClaimAsync(new ClaimRequest(node.Id, StoreSamples.Queue, 9, Samples.Now), Cancel)).Jobs;
        Assert.Equal(jobs.Skip(5), rest.Select(job => job.Id));
    }

    private async Task<List<JobId>> EnqueueAsync(string[] partitions, int count)
    {
        var jobs = new List<JobId>();
        for (var i = 0; i < count; i++)
        {
            foreach (var partition in partitions)
            {
                var job = Samples.Job() with { Partition = new PartitionKey(partition) };
                await DoAsync(new EnqueueJob(job));
                jobs.Add(job.Id);
            }
        }

        return jobs;
    }
}
