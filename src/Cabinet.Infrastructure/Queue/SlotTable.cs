using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Which slots of a queue are free, and what runs in the others. Not thread-safe: its owner locks.</summary>
internal sealed class SlotTable
{
    private readonly JobRun?[] runs;
    private readonly Stack<int> free = new();

    /// <summary>Makes so many free slots.</summary>
    public SlotTable(int count)
    {
        runs = new JobRun?[count];
        for (var slot = count - 1; slot >= 0; slot--)
        {
            free.Push(slot);
        }
    }

    /// <summary>How many are free.</summary>
    public int FreeCount => free.Count;

    /// <summary>How many are taken.</summary>
    public int TakenCount => runs.Length - free.Count;

    /// <summary>What runs, or ran last, in a slot that is taken.</summary>
    public JobRun? this[int slot]
    {
        get => runs[slot];
        set => runs[slot] = value;
    }

    /// <summary>Takes a free slot.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryTake(out int slot) => free.TryPop(out slot);

    /// <summary>Gives a slot back.</summary>
    public void Free(int slot)
    {
        runs[slot] = null;
        free.Push(slot);
    }

    /// <summary>The run of that job, or null.</summary>
    public JobRun? Find(JobId job) => Array.Find(runs, run => run?.Job.Id == job);

    /// <summary>All runs under that session.</summary>
    public JobRun[] Of(NodeSession session) => [.. runs.OfType<JobRun>().Where(run => run.Session == session)];
}
