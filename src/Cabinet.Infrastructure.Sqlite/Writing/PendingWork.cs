namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Something that waits for the writer: a write set or a claim.</summary>
internal abstract class PendingWork(CancellationToken cancellationToken)
{
    /// <summary>How many bytes it keeps in memory, roughly.</summary>
    public required long Weight { get; init; }

    /// <summary>Whether whoever waits has given up, which counts only until the writer takes it.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>Does it within the open transaction and keeps the outcome for <see cref="Complete"/>.</summary>
    /// <returns>Whether the outcome, if it is the transaction's only one, wants to be committed.</returns>
    public abstract bool Run(WriterSession session, bool isAlone, bool isGuarded);

    /// <summary>Hands over the outcome; the continuation runs on the thread pool.</summary>
    public abstract void Complete();

    /// <summary>Hands over an exception instead.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells whoever waits that nothing was done because of their own cancellation.</summary>
    public void Cancel() => Fail(new OperationCanceledException(cancellationToken));
}
