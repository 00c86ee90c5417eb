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
            return Held(lease);
        }
    }

    /// <summary>Takes note of what a committed write set did to claims.</summary>
    public void Settle(WriteOperation operation)
    {
        if (Settled(operation) is { } lease)
        {
            Remove(lease);
            return;
        }

        switch (operation)
        {
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

    /// <summary>
    /// Takes the leases under which nothing runs once these operations are committed. Nobody else gets them meanwhile: a
    /// second commit that deletes the same row waits for the first one's sync.
    /// </summary>
    /// <returns>For <see cref="Deleted"/> after the commit, or else for <see cref="GiveBack"/>.</returns>
    public long[] TakeEmptied(IEnumerable<WriteOperation> operations)
    {
        lock (sync)
        {
            var settled = new HashSet<JobId>();
            var counts = new Dictionary<long, int>();
            foreach (var operation in operations)
            {
                if (Settled(operation) is { } lease && Held(lease) is { } number && settled.Add(lease.Job))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, number, out _)++;
                }
            }

            var taken = emptied.ToList();
            emptied.Clear();
            foreach (var (number, count) in counts)
            {
                if (remaining.TryGetValue(number, out var left) && left == count)
                {
                    taken.Add(number);
                }
            }

            return [.. taken];
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

    /// <summary>Their rows may still be there: what is empty even so is for the next commit.</summary>
    public void GiveBack(ReadOnlySpan<long> leases)
    {
        lock (sync)
        {
            foreach (var lease in leases)
            {
                if (!remaining.ContainsKey(lease))
                {
                    emptied.Add(lease);
                }
            }
        }
    }

    private static JobLease? Settled(WriteOperation operation) => operation switch
    {
        EndJob end => end.Lease,
        RetryJob retry => retry.Lease,
        ReturnJob returned => returned.Lease,
        DeadLetterJob deadLetter => deadLetter.Lease,
        _ => null,
    };

    private long? Held(JobLease lease) =>
        jobs.TryGetValue(lease.Job, out var entry) && entry.Epoch == lease.Epoch.Value ? entry.Lease : null;

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
