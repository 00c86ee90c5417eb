using Cabinet.Application.Queue;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Says at the start which declared job types go to queues that this node doesn't serve. That may be meant, when others
/// serve them; whoever forgot it would wait in vain for a word.
/// </summary>
internal sealed class UnservedQueues(
    WorkerOptions options, GuardedLogger<UnservedQueues> log, JobCatalog? jobs = null) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var served = options.Queues.Count > 0
            ? options.Queues.Select(queue => queue.Name).ToHashSet()
            : [JobOptions.DefaultQueue];
        var unserved = (jobs?.Definitions ?? [])
            .Where(type => !served.Contains(type.Options.Queue))
            .GroupBy(type => type.Options.Queue)
            .OrderBy(queue => queue.Key.Value, StringComparer.Ordinal);
        foreach (var queue in unserved)
        {
            var types = string.Join(", ", queue.Select(type => type.Type.Value).Order(StringComparer.Ordinal));
            log.QueueUnserved(queue.Key, types);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
