namespace Cabinet.Bench.Nodes;

/// <summary>Adds up what several nodes tell.</summary>
internal sealed class NodeProgress(int nodes)
{
    private readonly Lock gate = new();
    private readonly int[] started = new int[nodes];
    private readonly List<(int Jobs, TaskCompletionSource Source)> awaited = [];

    /// <summary>How many jobs all of them have started.</summary>
    public int Started
    {
        get
        {
            lock (gate)
            {
                return started.Sum();
            }
        }
    }

    /// <summary>Completes when so many jobs have been started.</summary>
    public Task WhenStarted(int jobs)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            awaited.Add((jobs, source));
            Complete();
        }
        return source.Task;
    }

    public void Tell(int node, NodeLine line)
    {
        lock (gate)
        {
            started[node] = line.Started;
            Complete();
        }
    }

    private void Complete()
    {
        var sum = started.Sum();
        foreach (var (_, source) in awaited.Where(each => each.Jobs <= sum))
        {
            source.TrySetResult();
        }
    }
}
