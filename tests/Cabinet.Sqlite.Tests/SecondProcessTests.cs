using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Sqlite.Tests;

/// <summary>Another process on the file: the command line beside a node, a foreign lock, a node that dies.</summary>
public sealed class SecondProcessTests : StoreTest
{
    [Fact]
    public async Task Two_processes_write_at_the_same_time_and_nothing_is_lost_or_refused()
    {
        const int each = 200;
        var node = await RegisterAsync();
        var (peer, _) = await Peer.StartAsync("enqueue", Store.Path, $"{each}");
        using (peer)
        {
            for (var i = 0; i < each; i++)
            {
                await DoAsync(new EnqueueJob(Samples.Job()));
            }

            Assert.Equal(0, await peer.EndAsync());
        }

        var claimed = await ClaimAsync(node);
        Assert.Equal(2 * each, claimed.Jobs.Select(job => job.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_another_process_enqueues_behind_the_writers_back_is_claimed_in_its_turn()
    {
        var node = await RegisterAsync();
        var first = await EnqueueAsync(2);
        Assert.Equal(2, (await ClaimAsync(node)).Jobs.Count);
        var (peer, _) = await Peer.StartAsync("enqueue", Store.Path, "3");
        using (peer)
        {
            Assert.Equal(0, await peer.EndAsync());
        }

        var later = await EnqueueAsync(1);
        var claimed = (await ClaimAsync(node)).Jobs;
        Assert.Equal(4, claimed.Count);
        Assert.Equal(later[0].Id, claimed[^1].Id);
        Assert.DoesNotContain(claimed, job => job.Id == first[0].Id);
    }

    [Fact]
    public async Task A_writer_waits_for_a_lock_that_another_process_holds()
    {
        await RegisterAsync();
        var (peer, _) = await Peer.StartAsync("lock", Store.Path);
        using (peer)
        {
            var commit = Driver.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel);

            // A read beside it doesn't wait, and shows that the write isn't there yet.
            Assert.Equal(0, await CountAsync());
            Assert.False(commit.IsCompleted);
            Assert.Equal(0, await peer.EndAsync());
            Assert.IsType<CommitResult.Committed>(await commit);
        }
    }

    [Fact]
    public async Task A_lock_that_is_held_too_long_is_told_to_everybody_who_waits_in_words_for_people()
    {
        await RegisterAsync();
        var (peer, _) = await Peer.StartAsync("lock", Store.Path);
        using (peer)
        {
            await using var impatient = Store.OpenDriver(
                options => options.BusyTimeout = TimeSpan.FromMilliseconds(200));
            var commits = Enumerable.Range(0, 20)
                .Select(_ => impatient.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel).AsTask())
                .ToList();
            foreach (var commit in commits)
            {
                var exception = await FaultAsync(StoreFault.Unavailable, () => commit);
                Assert.Contains("another process", exception.Message, StringComparison.Ordinal);
                Assert.False(exception.OutcomeUnknown);
            }

            Assert.Equal(0, await peer.EndAsync());
            Assert.IsType<CommitResult.Committed>(
                await impatient.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel));
        }
    }

    [Fact]
    public async Task After_a_kill_it_is_known_who_had_claimed_what_under_which_epoch()
    {
        var jobs = await EnqueueAsync(3);
        await CloseAsync();
        var (peer, said) = await Peer.StartAsync("claim", Store.Path);
        using (peer)
        {
            await peer.KillAsync();
        }

        var dead = Assert.Single(await Driver.Nodes.ListAsync(Cancel));
        foreach (var job in jobs)
        {
            var record = (await Driver.Jobs.FindAsync(job.Id, Cancel))!;
            Assert.Equal((JobState.Running, (NodeId?)dead.Id, 1), (record.State, record.Node, record.Attempt));
            Assert.Contains($"{record.Id} {record.Epoch}", said);
        }

        Assert.Equal(3, (await DoAsync(new ExpireNode(dead.Id, dead.Beat))).Affected);
        Assert.Equal(JobState.Suspect, (await Driver.Jobs.FindAsync(jobs[0].Id, Cancel))!.State);
    }

    [Fact]
    public async Task A_claim_of_another_process_is_fenced_here_too()
    {
        var jobs = await EnqueueAsync(1);
        var mine = await RegisterAsync();
        var (peer, said) = await Peer.StartAsync("claim", Store.Path);
        using (peer)
        {
            Assert.Equal($"{jobs[0].Id} 1", Assert.Single(said));
            Assert.Empty((await ClaimAsync(mine)).Jobs);
            var cancel = await DoAsync(new CancelJob(jobs[0].Id, History: null));
            Assert.Equal(0, cancel.Affected);
            Assert.True((await Driver.Jobs.FindAsync(jobs[0].Id, Cancel))!.CancelRequested);
        }
    }
}
