using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>
/// Where to look for claimable jobs: in each queue and priority, every ready row before the cursor is claimed already.
/// </summary>
/// <remarks>They only save work: a cursor that is too low costs a look at rows that are skipped.</remarks>
internal sealed class ReadyCursors
{
    /// <summary>The cursor of a priority that has nothing claimable.</summary>
    public const long Exhausted = long.MaxValue;

    private readonly Dictionary<int, long[]> queues = [];

    /// <summary>The cursors of a queue, by priority.</summary>
    public long[] Of(int queue)
    {
        if (queues.TryGetValue(queue, out var cursors))
        {
            return cursors;
        }

        cursors = new long[JobPriority.Last + 1];
        for (var priority = 0; priority < cursors.Length; priority++)
        {
            cursors[priority] = JobKey.Make(JobClass.Ready, queue, priority, 0).Value;
        }

        queues.Add(queue, cursors);
        return cursors;
    }

    /// <summary>A job became claimable.</summary>
    public void Lower(JobKey key)
    {
        var cursors = Of(key.Queue);
        if (key.Value < cursors[key.Priority])
        {
            cursors[key.Priority] = key.Value;
        }
    }

    /// <summary>Forgets everything: another process may have made jobs claimable anywhere.</summary>
    public void Forget() => queues.Clear();
}
