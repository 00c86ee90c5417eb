using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Who runs what, in memory: exactly what the lease rows say, for as long as nobody else writes.</summary>
/// <remarks>
/// The lease rows are the truth; this is what makes a claim's precondition free to check. <see cref="LeaseLoader"/>
/// fills it again whenever another process committed or something was rolled back.
/// </remarks>
internal sealed class LeaseBook
{
    private readonly Dictionary<JobId, LeasedJob> jobs = [];
    private readonly List<LeasedJob> releasedBySet = [];

    /// <summary>Leases under which no job runs any more; their rows are deleted before the commit.</summary>
    public List<OpenLease> Emptied { get; } = [];

    /// <summary>Every running job, those included that the current write set has released.</summary>
    public IEnumerable<LeasedJob> Jobs => jobs.Values;

    public void Clear()
    {
        jobs.Clear();
        releasedBySet.Clear();
        Emptied.Clear();
    }

    public void Add(LeasedJob job)
    {
        jobs.Add(job.Id, job);
        job.Lease.Remaining++;
    }

    /// <summary>The running job, or null when it isn't running.</summary>
    public LeasedJob? Find(JobId id) => jobs.TryGetValue(id, out var job) && !job.IsReleased ? job : null;

    /// <summary>The job that runs under exactly this lease, or null.</summary>
    public LeasedJob? Find(JobLease lease) => Find(lease.Job) is { } job && job.Epoch == lease.Epoch.Value ? job : null;

    /// <summary>Ends a claim, for good once the write set is accepted.</summary>
    public void Release(LeasedJob job)
    {
        job.IsReleased = true;
        releasedBySet.Add(job);
    }

    /// <summary>The current write set is accepted.</summary>
    public void Accept()
    {
        foreach (var job in releasedBySet)
        {
            jobs.Remove(job.Id);
            if (--job.Lease.Remaining == 0)
            {
                Emptied.Add(job.Lease);
            }
        }

        releasedBySet.Clear();
    }

    /// <summary>The current write set is refused: what it released still runs.</summary>
    public void Undo()
    {
        foreach (var job in releasedBySet)
        {
            job.IsReleased = false;
        }

        releasedBySet.Clear();
    }
}
