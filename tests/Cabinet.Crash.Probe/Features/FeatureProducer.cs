using Cabinet.Application;
using Cabinet.Application.Commands;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Crash.Probe.Features;

/// <summary>Enqueues jobs for each feature until its process is killed, and writes down what was acknowledged.</summary>
internal sealed class FeatureProducer(
    IJobClient jobs, IBatchClient batches, IIdGenerator ids, FeatureLog log, TimeProvider time)
{
    private const int UniqueKeys = 4;
    private const int Partitions = 3;
    private const int BatchSize = 5;

    public Task RunAsync() => Task.WhenAll(
        EachAsync(TimeSpan.FromMilliseconds(30), UniqueAsync),
        EachAsync(TimeSpan.FromMilliseconds(300), LimitedAsync),
        EachAsync(TimeSpan.FromMilliseconds(150), TypedAsync),
        EachAsync(TimeSpan.FromMilliseconds(45), RatedAsync),
        EachAsync(TimeSpan.FromMilliseconds(60), number => OrderedAsync(0, number)),
        EachAsync(TimeSpan.FromMilliseconds(60), number => OrderedAsync(1, number)),
        EachAsync(TimeSpan.FromMilliseconds(500), _ => BatchAsync()));

    private async Task EachAsync(TimeSpan pace, Func<int, Task> enqueue)
    {
        using var timer = new PeriodicTimer(pace, time);
        for (var number = 0; await timer.WaitForNextTickAsync(); number++)
        {
            await enqueue(number);
        }
    }

    private Task UniqueAsync(int number)
    {
        var key = $"k{number % UniqueKeys}";
        return EnqueueAsync(
            new FeatureJob(FeatureQueues.Unique, key, number, Work: 10, FailsOnce: number % 7 == 0),
            new EnqueueOptions { UniqueKey = key, Queue = new QueueName(FeatureQueues.Unique) });
    }

    private async Task LimitedAsync(int number)
    {
        for (var one = 0; one < 2 * Partitions; one++)
        {
            var key = $"t{one % Partitions}";
            await EnqueueAsync(
                new FeatureJob(FeatureQueues.Limited, key, number, Work: 40, FailsOnce: false),
                new EnqueueOptions { Partition = new PartitionKey(key), Queue = new QueueName(FeatureQueues.Limited) });
        }
    }

    // Twice as many of the limited type as of the others, of which every second has a partition.
    private async Task TypedAsync(int number)
    {
        PartitionKey? partition = number % 2 == 0 ? null : new PartitionKey("p");
        var options = new EnqueueOptions { Queue = new QueueName(FeatureQueues.Typed), Partition = partition };
        await EnqueueAsync(new FeatureJob("other", "-", number, Work: 5, FailsOnce: false), options);
        for (var one = 0; one < 2; one++)
        {
            var work = new FeatureJob(FeatureQueues.Typed, "-", number, Work: 40, FailsOnce: false);
            await EnqueueAsync(new ScarceJob(work), work, options);
        }
    }

    private Task RatedAsync(int number) => EnqueueAsync(
        new FeatureJob(FeatureQueues.Rated, "-", number, Work: 0, FailsOnce: false),
        new EnqueueOptions { Queue = new QueueName(FeatureQueues.Rated) });

    // One call after the other, and a partition of this process alone: so the order is known.
    private Task OrderedAsync(int partition, int number)
    {
        var key = $"{log.Run}.{partition}";
        return EnqueueAsync(
            new FeatureJob(FeatureQueues.Ordered, key, number, Work: 5, FailsOnce: number % 10 == 3),
            new EnqueueOptions { Partition = new PartitionKey(key), Queue = new QueueName(FeatureQueues.Ordered) });
    }

    private async Task BatchAsync()
    {
        var id = new BatchId(ids.Next());
        log.Write($"making {id.Value:N}");
        await batches.CreateAsync(new BatchOptions
        {
            Id = id,
            Completion = new FeatureJob(FeatureQueues.Batch, "-", BatchSize, Work: 0, FailsOnce: false),
        });
        var members = Enumerable.Range(0, BatchSize)
            .Select(number => new FeatureJob(FeatureQueues.Batch, "-", number, Work: 5 * number, FailsOnce: number == 1));
        await batches.AddAsync(id, [.. members]);
        await batches.CloseAsync(id);
        log.Write($"closed {id.Value:N}");
    }

    private Task EnqueueAsync(FeatureJob job, EnqueueOptions options) => EnqueueAsync(job, job, options);

    private async Task EnqueueAsync<T>(T payload, FeatureJob job, EnqueueOptions options)
        where T : notnull
    {
        if (await jobs.EnqueueAsync(payload, options) is EnqueueResult.Enqueued { Id: var id })
        {
            log.Write($"acknowledged {id} {job.Kind} {job.Key} {job.Sequence}");
        }
    }
}
