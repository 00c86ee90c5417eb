using System.Threading.Channels;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Where callers leave their work for the lanes.</summary>
internal sealed class WorkQueue
{
    // A lane that waits goes on in the caller's thread until it has sent its statements: that saves a lone caller the way
    // through the thread pool.
    private readonly Channel<PendingWork> works = Channel.CreateUnbounded<PendingWork>(
        new UnboundedChannelOptions { AllowSynchronousContinuations = true });

    /// <summary>Leaves work; false when the lanes are closing.</summary>
    public bool TryAdd(PendingWork work) => works.Writer.TryWrite(work);

    /// <summary>Takes what waits.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PendingWork? work) =>
        works.Reader.TryRead(out work);

    /// <summary>Waits for work; false when there won't be any more.</summary>
    public ValueTask<bool> WaitAsync() => works.Reader.WaitToReadAsync();

    /// <summary>Takes no more work.</summary>
    public void Close() => works.Writer.TryComplete();
}
