using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>A random run of unique jobs, and the list of jobs that says what has to come of it.</summary>
internal sealed class UniqueRun(int seed, UniqueCaller caller, StoreSamples samples, NodeId node)
{
    private readonly Random random = new(seed);
    private readonly List<UniqueEntry> jobs = [];
    private readonly HashSet<(string Key, DateTimeOffset Until)> periods = [];

    public NodeId Node => node;

    /// <summary>The jobs that must be in the hot table, by id.</summary>
    public IEnumerable<JobId> Live => jobs.Where(job => !job.IsDead).Select(job => job.Id).Order();

    public TimeSpan Pause() => TimeSpan.FromSeconds(random.Next(10));

    public bool Acts() => random.Next(3) == 0;

    public int Some() => 1 + random.Next(3);

    /// <summary>Enqueues a job with any options, and compares what is told with what the list says.</summary>
    public async ValueTask EnqueueAsync()
    {
        var options = Options();
        var result = await caller.EnqueueAsync(options);
        var (expected, replaced) = Expect(options);
        if (expected is not null)
        {
            Assert.Equal(expected, result);
            return;
        }

        var enqueued = Assert.IsType<EnqueueResult.Enqueued>(result);
        Assert.Equal(replaced?.Id, enqueued.Replaced);
        if (replaced is not null)
        {
            jobs.Remove(replaced);
        }

        Holder(options.UniqueKey!)?.Holds = false;
        jobs.Add(new UniqueEntry(enqueued.Id, options.UniqueKey!));
        if (options.UniqueFor is not null)
        {
            periods.Add((options.UniqueKey!, EndOfMinute()));
        }
    }

    /// <summary>Notes what was claimed.</summary>
    public void Took(IReadOnlyList<ClaimedJob> claimed)
    {
        foreach (var each in claimed)
        {
            jobs.Single(job => job.Id == each.Id).Begin(each);
        }
    }

    /// <summary>What happens to some of the jobs next; the list is as if it had happened already.</summary>
    public IEnumerable<WriteOperation> Proceed() =>
        jobs.Where(_ => random.Next(3) == 0).ToList().Select(Proceed).OfType<WriteOperation>();

    private WriteOperation? Proceed(UniqueEntry job)
    {
        if (job.IsDead)
        {
            return Settle(job);
        }

        return job.Claim is { } claim ? Finish(job, claim.Lease) : Cancel(job);
    }

    private WriteOperation Finish(UniqueEntry job, JobLease lease)
    {
        job.Claim = null;
        switch (random.Next(4))
        {
            case 0:
                jobs.Remove(job);
                return new EndJob(lease, History: null);
            case 1:
                job.IsDead = true;
                return new DeadLetterJob(lease, DeadLetterReason.Permanent, samples.Error());
            case 2:
                return new ReturnJob(lease, DueAt: null);
            default:
                return new RetryJob(lease, samples.Now + TimeSpan.FromSeconds(random.Next(20)), samples.Error());
        }
    }

    private CancelJob? Cancel(UniqueEntry job)
    {
        if (random.Next(3) != 0)
        {
            return null;
        }

        jobs.Remove(job);
        return new CancelJob(job.Id, History: null);
    }

    // A redrive takes the key again, so it has to wait for whoever holds it.
    private WriteOperation? Settle(UniqueEntry job)
    {
        if (random.Next(2) == 0)
        {
            jobs.Remove(job);
            return new DiscardDeadLetter(job.Id, History: null);
        }

        if (job.Holds && Holder(job.Key) is not null)
        {
            return null;
        }

        job.IsDead = false;
        return new RedriveJob(job.Id);
    }

    private EnqueueOptions Options()
    {
        var options = new EnqueueOptions
        {
            UniqueKey = $"key {random.Next(3)}",
            UniqueAmong = (UniqueAmong)random.Next(3),
            ReplaceWaiting = random.Next(3) == 0,
            Delay = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(30)) : null,
        };
        return !options.ReplaceWaiting && random.Next(3) == 0
            ? options with { UniqueFor = TimeSpan.FromMinutes(1) }
            : options;
    }

    // Null is a job that is enqueued, perhaps in the place of another.
    private (EnqueueResult? Result, UniqueEntry? Replaced) Expect(EnqueueOptions options)
    {
        if (options.UniqueFor is not null && periods.Contains((options.UniqueKey!, EndOfMinute())))
        {
            return (new EnqueueResult.Throttled(EndOfMinute()), null);
        }

        var holder = Holder(options.UniqueKey!);
        var givesWay = holder is { HasBegun: true } && options.UniqueAmong == UniqueAmong.Waiting;
        var isReplaced = holder is { Claim: null } && !givesWay && options.ReplaceWaiting;
        if (holder is not null && !givesWay && !isReplaced)
        {
            return (new EnqueueResult.AlreadyQueued(holder.Id), null);
        }

        var dead = jobs.Where(job => job.IsDead && job.Holds && job.Key == options.UniqueKey).MaxBy(job => job.Id);
        return dead is not null && options.UniqueAmong == UniqueAmong.UnfinishedOrDead
            ? (new EnqueueResult.AlreadyQueued(dead.Id), null)
            : (null, isReplaced ? holder : null);
    }

    private UniqueEntry? Holder(string key) => jobs.Find(job => !job.IsDead && job.Holds && job.Key == key);

    private DateTimeOffset EndOfMinute() => DateTimeOffset.FromUnixTimeSeconds(
        ((samples.Now.ToUnixTimeSeconds() / 60) + 1) * 60);
}
