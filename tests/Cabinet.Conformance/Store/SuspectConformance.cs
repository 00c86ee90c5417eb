using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>Jobs whose node died: who may claim them, and how deaths are counted.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class SuspectConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>The death costs no attempt, and the old runner's epoch is over.</summary>
    [Fact]
    public async Task The_jobs_of_a_dead_node_return_as_suspects()
    {
        var node = await RegisterAsync();
        await DoAsync(new EnqueueJob(Samples.Job()), new EnqueueJob(Samples.Job()));
        var claimed = (await ClaimAsync(node)).Jobs;

        Assert.Equal(2, (await ExpireAsync(node)).Affected);
        foreach (var job in claimed)
        {
            var record = await FindAsync(job.Id);
            Assert.Equal(
                (JobState.Suspect, null, 0, 0), (record.State, record.Node, record.Attempt, record.DeathsAlone));
            Assert.True(record.Epoch > job.Epoch);
        }
    }

    /// <summary>Jobs that the dead node didn't hold aren't touched.</summary>
    [Fact]
    public async Task Only_the_jobs_of_the_dead_node_return()
    {
        var other = await RunningAsync();
        var waiting = await EnqueueAsync();
        var node = await RegisterAsync();

        Assert.Equal(0, (await ExpireAsync(node)).Affected);
        Assert.Equal(JobState.Running, (await FindAsync(other.Id)).State);
        Assert.Equal(JobState.Available, (await FindAsync(waiting.Id)).State);
    }

    /// <summary>Suspects run alone, so a claim for many doesn't give them.</summary>
    [Fact]
    public async Task An_ordinary_claim_gives_no_suspects_and_says_that_they_wait()
    {
        var suspect = await SuspectAsync();
        var available = await EnqueueAsync();
        var node = await RegisterAsync();

        var claim = await ClaimAsync(node);
        Assert.Equal(available.Id, Assert.Single(claim.Jobs).Id);
        Assert.True(claim.SuspectsWaiting);
        Assert.Equal(JobState.Suspect, (await FindAsync(suspect)).State);
        Assert.False((await ClaimAsync(node, queue: StoreSamples.OtherQueue)).SuspectsWaiting);
    }

    /// <summary>A claim for suspects gives suspects only.</summary>
    [Fact]
    public async Task A_claim_of_suspects_gives_only_those()
    {
        var suspect = await SuspectAsync();
        var available = await EnqueueAsync();

        var claim = await ClaimAsync(await RegisterAsync(), suspects: true);
        var claimed = Assert.Single(claim.Jobs);
        Assert.Equal((suspect, true, 1), (claimed.Id, claimed.IsSuspect, claimed.Attempt));
        Assert.False(claim.SuspectsWaiting);
        Assert.Equal(JobState.Available, (await FindAsync(available.Id)).State);
    }

    /// <summary>A claim of suspects takes no more than its limit, and says that more wait.</summary>
    [Fact]
    public async Task A_claim_of_suspects_obeys_its_limit_and_order()
    {
        var dying = await RegisterAsync();
        var later = Samples.Job();
        var urgent = Samples.Job() with { Priority = new JobPriority(0) };
        await DoAsync(new EnqueueJob(later), new EnqueueJob(urgent));
        await ClaimAsync(dying);
        await ExpireAsync(dying);

        var claim = await ClaimAsync(await RegisterAsync(), limit: 1, suspects: true);
        Assert.Equal(urgent.Id, Assert.Single(claim.Jobs).Id);
        Assert.True(claim.SuspectsWaiting);
    }

    /// <summary>
    /// Three deaths while alone are what the poison rule counts; the first death, among others, isn't one.
    /// </summary>
    [Fact]
    public async Task Deaths_alone_are_counted_and_told_to_the_next_claimer()
    {
        await SuspectAsync();
        for (var deaths = 0; deaths <= PoisonRule.DeathsAlone; deaths++)
        {
            var node = await RegisterAsync();
            var claimed = await ClaimOneAsync(node, suspects: true);
            Assert.Equal((deaths, 1), (claimed.DeathsAlone, claimed.Attempt));
            await ExpireAsync(node);
        }
    }

    /// <summary>Who survives to fail by itself isn't the one that kills nodes.</summary>
    [Fact]
    public async Task A_retry_clears_the_suspicion()
    {
        var claimed = await DiedAloneAsync();
        await DoAsync(new RetryJob(claimed.Lease, Samples.Now, Samples.Error()));

        var again = await ClaimOneAsync(await RegisterAsync());
        Assert.Equal((claimed.Id, false, 0, 2), (again.Id, again.IsSuspect, again.DeathsAlone, again.Attempt));
    }

    /// <summary>A suspect that is given back waits like any other, but what is counted stays counted.</summary>
    [Fact]
    public async Task A_return_keeps_the_count()
    {
        var claimed = await DiedAloneAsync();
        await DoAsync(new ReturnJob(claimed.Lease));

        var again = await ClaimOneAsync(await RegisterAsync());
        Assert.Equal((claimed.Id, false, 1), (again.Id, again.IsSuspect, again.DeathsAlone));
    }

    /// <summary>Only the claim under which the node died says whether the job was alone.</summary>
    [Fact]
    public async Task A_death_among_others_is_no_death_alone()
    {
        var claimed = await DiedAloneAsync();
        await DoAsync(new ReturnJob(claimed.Lease));
        var node = await RegisterAsync();
        await ClaimOneAsync(node);
        await ExpireAsync(node);

        Assert.Equal(1, (await FindAsync(claimed.Id)).DeathsAlone);
    }

    /// <summary>A node that retires leaves what it held available, unsuspected, uncounted.</summary>
    [Fact]
    public async Task The_jobs_of_a_retired_node_are_available()
    {
        var claimed = await DiedAloneAsync();
        await DoAsync(new RetireNode((await FindAsync(claimed.Id)).Node!.Value));

        var record = await FindAsync(claimed.Id);
        Assert.Equal((JobState.Available, null, 0, 1), (record.State, record.Node, record.Attempt, record.DeathsAlone));
        Assert.True(record.Epoch > claimed.Epoch);
        Assert.False((await ClaimAsync(await RegisterAsync(), limit: 1)).SuspectsWaiting);
    }

    private async ValueTask<JobId> SuspectAsync()
    {
        var claimed = await RunningAsync();
        await ExpireAsync((await FindAsync(claimed.Id)).Node!.Value);
        return claimed.Id;
    }

    private async ValueTask<ClaimedJob> DiedAloneAsync()
    {
        await SuspectAsync();
        var node = await RegisterAsync();
        await ClaimOneAsync(node, suspects: true);
        await ExpireAsync(node);
        return await ClaimOneAsync(await RegisterAsync(), suspects: true);
    }
}
