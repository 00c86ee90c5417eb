using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Finds jobs by queue and state, by the node that runs them, and by unique key.</summary>
internal sealed class JobIndex : ITableIndex<JobRow>
{
    private readonly Dictionary<QueueName, QueueIndex> queues = [];
    private readonly Dictionary<NodeId, SortedSet<JobId>> running = [];
    private readonly Dictionary<string, JobId> unique = new(StringComparer.Ordinal);

    /// <summary>The jobs of a queue.</summary>
    public QueueIndex Queue(QueueName name)
    {
        if (!queues.TryGetValue(name, out var queue))
        {
            queues.Add(name, queue = new QueueIndex());
        }

        return queue;
    }

    /// <summary>The jobs that a node runs; a copy, so that the caller may change them meanwhile.</summary>
    public JobId[] RunningOn(NodeId node) => running.TryGetValue(node, out var jobs) ? [.. jobs] : [];

    /// <summary>The live job that holds a unique key, if there is one.</summary>
    public JobId? HolderOf(string? key) => key is not null && unique.TryGetValue(key, out var holder) ? holder : null;

    /// <inheritdoc />
    public void Add(JobRow row)
    {
        var queue = Queue(row.Job.Queue);
        _ = row.State switch
        {
            JobState.Available => queue.AddAvailable(row.Lane, (row.Job.Priority.Value, row.Job.Id)),
            JobState.Suspect => queue.Suspects.Add((row.Job.Priority.Value, row.Job.Id)),
            JobState.Scheduled => queue.Scheduled.Add((row.DueAt!.Value, row.Job.Id)),
            _ => Running(row.Node!.Value).Add(row.Job.Id),
        };
        Count(queue, row, 1);

        if (row.Job.UniqueKey is { } key)
        {
            unique.Add(key, row.Job.Id);
        }
    }

    /// <inheritdoc />
    public void Remove(JobRow row)
    {
        var queue = Queue(row.Job.Queue);
        _ = row.State switch
        {
            JobState.Available => queue.RemoveAvailable(row.Lane, (row.Job.Priority.Value, row.Job.Id)),
            JobState.Suspect => queue.Suspects.Remove((row.Job.Priority.Value, row.Job.Id)),
            JobState.Scheduled => queue.Scheduled.Remove((row.DueAt!.Value, row.Job.Id)),
            _ => RemoveRunning(row.Node!.Value, row.Job.Id),
        };
        Count(queue, row, -1);

        if (row.Job.UniqueKey is { } key)
        {
            unique.Remove(key);
        }
    }

    private static void Count(QueueIndex queue, JobRow row, int change)
    {
        if (row.State == JobState.Running)
        {
            queue.CountRunning(row.Lane.Partition, row.Job.Type, change);
        }
        else if (row.HoldsPartition)
        {
            queue.CountHeld(row.Lane.Partition, change);
        }
    }

    private SortedSet<JobId> Running(NodeId node)
    {
        if (!running.TryGetValue(node, out var jobs))
        {
            running.Add(node, jobs = []);
        }

        return jobs;
    }

    // A node id is never used again, so an empty set would stay for good.
    private bool RemoveRunning(NodeId node, JobId job)
    {
        var jobs = Running(node);
        var removed = jobs.Remove(job);
        if (jobs.Count == 0)
        {
            running.Remove(node);
        }

        return removed;
    }
}
