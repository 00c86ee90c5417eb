namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Something that waits for a lane: a write set or a claim.</summary>
internal abstract class PendingWork(CancellationToken cancellationToken)
{
    /// <summary>How many bytes it keeps in memory, roughly.</summary>
    public required long Weight { get; init; }

    /// <summary>Whether whoever waits has given up, which counts only until a lane takes it.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>Hands over an exception; the continuation runs on the thread pool.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells whoever waits that nothing was done because of their own cancellation.</summary>
    public void Cancel() => Fail(new OperationCanceledException(cancellationToken));
}
