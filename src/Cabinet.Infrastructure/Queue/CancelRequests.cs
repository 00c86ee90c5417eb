using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Looks twice a second whether somebody asked to cancel one of the jobs that run here.</summary>
internal sealed class CancelRequests(IStore store, GuardedLogger<CancelRequests> log, TimeProvider time)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks until the session ends. Never throws.</summary>
    public async Task RunAsync(NodeSession session, IReadOnlyList<QueueWorker> workers)
    {
        try
        {
            while (session.IsLive)
            {
                await Task.Delay(Interval, time, session.Ended);
                if (session.Held.Count > 0)
                {
                    await TryLookAsync(session, workers);
                }
            }
        }
        catch (OperationCanceledException) when (session.Ended.IsCancellationRequested)
        {
            // The end of the session.
        }
    }

    private async Task TryLookAsync(NodeSession session, IReadOnlyList<QueueWorker> workers)
    {
        try
        {
            foreach (var job in await store.Jobs.ListCancelRequestsAsync(session.Id, session.Ended))
            {
                // One that still waits for its slot isn't found; the request stays and is seen again.
                if (workers.Any(worker => worker.Slots.Cancel(job, CancellationCause.Requested)))
                {
                    log.JobCancelled(job);
                }
            }
        }
        catch (Exception exception) when (!session.IsEndOf(exception))
        {
            log.CancelRequestsFailed(exception.GetType().Name);
        }
    }
}
