using System.Threading.Tasks.Sources;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Something that waits for the writer, and the task of whoever waits for it.</summary>
internal abstract class PendingWork<TResult>(CancellationToken cancellationToken)
    : PendingWork(cancellationToken), IValueTaskSource<TResult>
    where TResult : class
{
    private ManualResetValueTaskSourceCore<TResult> source = new() { RunContinuationsAsynchronously = true };
    private TResult? outcome;

    /// <summary>The outcome; to be awaited once.</summary>
    public ValueTask<TResult> Task => new(this, source.Version);

    public sealed override void Complete() => source.SetResult(outcome!);

    public sealed override void Fail(Exception exception) => source.SetException(exception);

    public TResult GetResult(short token) => source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => source.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    public sealed override bool Run(WriterSession session, bool isAlone, bool isGuarded)
    {
        outcome = Execute(session, isAlone, isGuarded);
        return IsWorthCommitting(outcome);
    }

    protected abstract TResult Execute(WriterSession session, bool isAlone, bool isGuarded);

    protected abstract bool IsWorthCommitting(TResult result);
}
