using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Queue;
using Cabinet.Bench.Queue;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Bench.Features;

/// <summary>Jobs of many partitions that come one by one, as those of many tenants do, with limits or without.</summary>
internal sealed class PartitionedJobs(string name, int partitions, QueueLimits limits)
    : SingleJobs(name, call => new EnqueueOptions { Partition = Partition(call % partitions) })
{
    public override async Task PrepareAsync(CabinetQueue queue, CancellationToken cancellation)
    {
        if (limits != QueueLimits.None)
        {
            var writeSet = new WriteSet(new LimitQueue(JobOptions.DefaultQueue, limits));
            if (await queue.Services.GetRequiredService<IStore>().CommitAsync(writeSet, cancellation)
                is not CommitResult.Committed)
            {
                throw new InvalidOperationException("The limits weren't taken.");
            }
        }
    }

    private static PartitionKey Partition(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"tenant-{number}"));
}
