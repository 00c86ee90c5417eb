namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Something that waits for a lane, and the task of whoever waits for it.</summary>
internal abstract class PendingWork<TResult>(CancellationToken cancellationToken) : PendingWork(cancellationToken)
{
    private readonly TaskCompletionSource<TResult> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The outcome.</summary>
    public Task<TResult> Task => source.Task;

    /// <summary>Hands over the outcome.</summary>
    public void Complete(TResult result) => source.TrySetResult(result);

    public sealed override void Fail(Exception exception) => source.TrySetException(exception);
}
