using System.Runtime.InteropServices;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>What this process has claimed and not settled yet.</summary>
/// <remarks>
/// It says that a claim was really made, so that ending a job needs no look at its lease, and it knows when nothing of
/// a lease is left, so that its row can go. Whether a claim still holds is the database's to say, by the job's epoch.
/// </remarks>
internal sealed class LeaseBook
{
    private readonly Lock sync = new();
    private readonly Dictionary<JobId, Entry> jobs = [];
    private readonly Dictionary<long, int> remaining = [];
    private readonly HashSet<long> emptied = [];

    /// <summary>Notes a claim.</summary>
    public void Add(long lease, NodeId node, IReadOnlyList<ClaimedJob> claimed)
    {
        lock (sync)
        {
            remaining[lease] = claimed.Count;
            foreach (var job in claimed)
            {
                if (jobs.TryGetValue(job.Id, out var earlier))
                {
                    Leave(earlier.Lease);
                }

                jobs[job.Id] = new Entry(lease, job.Epoch.Value, node);
            }
        }
    }

    /// <summary>The number of the lease under which this process claimed the job, or null.</summary>
    public long? Find(JobLease lease)
    {
        lock (sync)
        {
            return jobs.TryGetValue(lease.Job, out var entry) && entry.Epoch == lease.Epoch.Value ? entry.Lease : null;
        }
    }

    /// <summary>Takes note of what a committed write set did to claims.</summary>
    public void Settle(WriteOperation operation)
    {
        switch (operation)
        {
            case EndJob end:
                Remove(end.Lease);
                break;
            case RetryJob retry:
                Remove(retry.Lease);
                break;
            case ReturnJob returned:
                Remove(returned.Lease);
                break;
            case DeadLetterJob deadLetter:
                Remove(deadLetter.Lease);
                break;
            case RetireNode retired:
                Forget(retired.Node);
                break;
            case ExpireNode expired:
                Forget(expired.Node);
                break;
            default:
                break;
        }
    }

    /// <summary>Leases under which nothing runs any more; deleting one twice does no harm.</summary>
    public long[] Emptied
    {
        get
        {
            lock (sync)
            {
                return emptied.Count == 0 ? [] : [.. emptied];
            }
        }
    }

    /// <summary>Their rows are gone.</summary>
    public void Deleted(ReadOnlySpan<long> leases)
    {
        lock (sync)
        {
            foreach (var lease in leases)
            {
                emptied.Remove(lease);
            }
        }
    }

    private void Remove(JobLease lease)
    {
        lock (sync)
        {
            if (jobs.TryGetValue(lease.Job, out var entry) && entry.Epoch == lease.Epoch.Value)
            {
                jobs.Remove(lease.Job);
                Leave(entry.Lease);
            }
        }
    }

    // The rows of a node that left the list went with it.
    private void Forget(NodeId node)
    {
        lock (sync)
        {
            foreach (var (job, entry) in jobs.Where(each => each.Value.Node == node).ToList())
            {
                jobs.Remove(job);
                remaining.Remove(entry.Lease);
            }
        }
    }

    private void Leave(long lease)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(remaining, lease);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count) && --count == 0)
        {
            remaining.Remove(lease);
            emptied.Add(lease);
        }
    }

    private readonly record struct Entry(long Lease, long Epoch, NodeId Node);
}
