namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>How to take back what the write set under way has done so far, the newest change first.</summary>
internal sealed class UndoLog
{
    private readonly Stack<Action> steps = new();

    /// <summary>Remembers how to take one change back.</summary>
    public void Add(Action step) => steps.Push(step);

    /// <summary>Takes everything back.</summary>
    public void Rollback()
    {
        while (steps.TryPop(out var step))
        {
            step();
        }
    }

    /// <summary>Keeps everything.</summary>
    public void Commit() => steps.Clear();
}
