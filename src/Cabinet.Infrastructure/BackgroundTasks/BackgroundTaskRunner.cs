using Cabinet.Application.BackgroundTasks;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>
/// Runs the background tasks of this process, each in a loop of its own, one node at a time by lease.
/// </summary>
/// <remarks>
/// The lease says who may run it now; the last result in the store says whether anybody has run it lately. A run that
/// is killed leaves its lease to the end of its node, and its work to the next run.
/// </remarks>
internal sealed class BackgroundTaskRunner(
    IEnumerable<IBackgroundTask> tasks,
    IStore store,
    INodeIdentity identity,
    BackgroundTelemetry telemetry,
    GuardedLogger<BackgroundTaskRunner> log,
    TimeProvider time) : BackgroundService
{
    /// <summary>The most batches of one run; what is left then waits for the next.</summary>
    public const int BatchLimit = 10_000;

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(tasks.Select(task => RepeatAsync(task, stoppingToken)));

    private async Task RepeatAsync(IBackgroundTask task, CancellationToken stopping)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                await Task.Delay(DelayBefore(task, turn), time, stopping);
                await TryTurnAsync(task, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of the node.
        }
    }

    /// <summary>The interval, spread by a tenth; the first turn comes after a tenth of it.</summary>
    private TimeSpan DelayBefore(IBackgroundTask task, int turn)
    {
        var seed = JobIdSeed.From(new JobId(identity.Current?.Value ?? Guid.Empty));
        var spread = 0.95 + (0.1 * seed.Fraction(turn));
        return task.Interval * (turn == 0 ? 0.1 * spread : spread);
    }

    private async Task TryTurnAsync(IBackgroundTask task, CancellationToken stopping)
    {
        try
        {
            if (identity.Current is { } node
                && await task.HasWorkAsync(stopping)
                && !await RanLatelyAsync(task, stopping)
                && await TakeLeaseAsync(task, node, stopping))
            {
                var result = await RunAsync(task, stopping);
                await ReleaseAsync(node, result);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            log.TurnFailed(task.Name, exception.GetType().Name);
        }
    }

    private async Task<bool> RanLatelyAsync(IBackgroundTask task, CancellationToken cancellationToken)
    {
        var results = await store.Nodes.ListBackgroundResultsAsync(cancellationToken);
        var last = results.FirstOrDefault(result => result.Name == task.Name);
        return last is { Succeeded: true } && time.GetUtcNow() - last.At < task.Interval * 0.9;
    }

    private async Task<bool> TakeLeaseAsync(IBackgroundTask task, NodeId node, CancellationToken cancellationToken) =>
        await store.CommitAsync(new WriteSet(new TakeLease(task.Name, node)), cancellationToken)
            is CommitResult.Committed;

    private async Task<BackgroundResult> RunAsync(IBackgroundTask task, CancellationToken stopping)
    {
        var startedAt = time.GetTimestamp();
        using var span = telemetry.Start(task.Name);
        var affected = 0L;
        var (succeeded, message) = (true, "Done.");
        try
        {
            var hasMore = true;
            for (var batches = 0; hasMore && batches < BatchLimit; batches++)
            {
                var batch = await task.RunBatchAsync(stopping);
                affected += batch.Affected;
                hasMore = batch.HasMore;
            }

            message = hasMore ? "Stopped at the limit of one run; goes on at the next." : message;
        }
        catch (Exception exception)
        {
            succeeded = false;
            message = Describe(exception, stopping);
        }

        var duration = time.GetElapsedTime(startedAt);
        telemetry.Ran(task.Name, succeeded, affected, duration);
        log.TaskRan(task.Name, succeeded, affected, duration, message);
        return new BackgroundResult(task.Name, time.GetUtcNow(), succeeded, affected, duration, message);
    }

    private async Task ReleaseAsync(NodeId node, BackgroundResult result)
    {
        // Also when the node stops: another node may then take over at once. Refused means that the lease went with an
        // earlier registration of this node; whoever has it now writes a result of its own.
        await store.CommitAsync(new WriteSet(new ReleaseLease(node, result)), CancellationToken.None);
    }

    // A store's messages name no contents; any other exception's may.
    private static string Describe(Exception exception, CancellationToken stopping) => exception switch
    {
        OperationCanceledException when stopping.IsCancellationRequested =>
            "Stopped with its node; goes on at the next run.",
        StoreException trouble => trouble.Message.Length <= 500 ? trouble.Message : trouble.Message[..500],
        _ => $"Failed: {exception.GetType().Name}.",
    };
}
