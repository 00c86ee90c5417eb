namespace Cabinet.Infrastructure.Relational;

/// <summary>Bounds what waits for the writer, in bytes; who comes when it is used up waits in line.</summary>
internal sealed class WriteBudget(long maximum)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(long Weight, TaskCompletionSource Admission)> waiting = new();
    private long used;

    /// <summary>Takes a share, now or when there is room; what is larger than the whole budget goes alone.</summary>
    public ValueTask TakeAsync(long weight, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (waiting.Count == 0 && (used == 0 || used + weight <= maximum))
            {
                used += weight;
                return ValueTask.CompletedTask;
            }

            var admission = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var node = waiting.AddLast((weight, admission));
            return new ValueTask(WaitAsync(node, cancellationToken));
        }
    }

    /// <summary>Gives shares back.</summary>
    public void Return(long weight)
    {
        lock (gate)
        {
            used -= weight;
            Admit();
        }
    }

    private async Task WaitAsync(
        LinkedListNode<(long Weight, TaskCompletionSource Admission)> node, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), node.Value.Admission);
        try
        {
            await node.Value.Admission.Task;
        }
        catch (OperationCanceledException)
        {
            Leave(node);
            throw;
        }
    }

    private void Leave(LinkedListNode<(long Weight, TaskCompletionSource Admission)> node)
    {
        lock (gate)
        {
            if (node.List is not null)
            {
                waiting.Remove(node);
                Admit();
            }
        }
    }

    private void Admit()
    {
        while (waiting.First is { } first && (used == 0 || used + first.Value.Weight <= maximum))
        {
            waiting.RemoveFirst();
            if (first.Value.Admission.TrySetResult())
            {
                used += first.Value.Weight;
            }
        }
    }
}
