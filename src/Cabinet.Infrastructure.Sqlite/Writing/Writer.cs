using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Relational;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>The one writer of a driver: a thread that puts what waits into as few transactions as it can.</summary>
internal sealed class Writer : IAsyncDisposable
{
    // Nobody came for this long: whoever comes next may wait the few milliseconds that tidying a slice takes.
    private const int QuietMilliseconds = 50;

    private readonly WriteQueue queue = new();
    private readonly WriteBudget budget;
    private readonly WriteGroup group;
    private readonly WriterSession session;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<bool> mustStayAwake;
    private volatile bool isStopping;
    private volatile bool hasStopped;

    public Writer(WriterSession session, WriterContext context, long maximumPendingBytes)
    {
        this.session = session;
        mustStayAwake = () => isStopping;
        budget = new WriteBudget(maximumPendingBytes);
        group = new WriteGroup(session, queue, context);
        new Thread(Loop) { IsBackground = true, Name = "Cabinet.Sqlite writer" }.Start();
    }

    /// <summary>Finishes what was accepted, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        isStopping = true;
        queue.Wake();
        await stopped.Task;
        queue.Dispose();
    }

    /// <summary>Runs something on the writer's thread; its outcome is durable.</summary>
    public ValueTask<TResult> RunAsync<TResult>(PendingWork<TResult> work, CancellationToken cancellationToken)
        where TResult : class
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancellationToken);
        }

        var admission = budget.TakeAsync(work.Weight, cancellationToken);
        return admission.IsCompletedSuccessfully ? Enqueue(work) : RunLaterAsync(admission, work);
    }

    private async ValueTask<TResult> RunLaterAsync<TResult>(ValueTask admission, PendingWork<TResult> work)
        where TResult : class
    {
        await admission;
        return await Enqueue(work);
    }

    private ValueTask<TResult> Enqueue<TResult>(PendingWork<TResult> work)
        where TResult : class
    {
        if (isStopping)
        {
            budget.Return(work.Weight);
            throw Closed();
        }

        // Once it is in the queue it may complete at any moment, so the task is taken before.
        var task = work.Task;
        queue.Enqueue(work);
        if (hasStopped)
        {
            RefuseWaiting();
        }

        return task;
    }

    private void Loop()
    {
        try
        {
            while (true)
            {
                if (queue.TryTake(out var first))
                {
                    budget.Return(group.Run(first));
                    session.Space.Wrote();
                }
                else if (isStopping)
                {
                    break;
                }
                else
                {
                    Rest();
                }
            }
        }
        finally
        {
            hasStopped = true;
            Interlocked.MemoryBarrier();
            RefuseWaiting();
            session.Dispose();
            stopped.SetResult();
        }
    }

    private void Rest()
    {
        var space = session.Space;
        if (!queue.Wait(mustStayAwake, space.MayBeDue ? QuietMilliseconds : Timeout.Infinite))
        {
            space.Tidy();
        }
    }

    // Whoever came after the writer's last look finds it stopped, or is found here: one of both sees the other.
    private void RefuseWaiting()
    {
        while (queue.TryTake(out var work))
        {
            work.Fail(Closed());
        }
    }

    private static StoreException Closed() =>
        new(StoreFault.Closed, "The store was closed while this was on its way. Nothing of it was written.");
}
