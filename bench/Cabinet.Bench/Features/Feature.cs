using Cabinet.Application.Commands;
using Cabinet.Bench.Queue;
using Cabinet.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Bench.Features;

/// <summary>A way to use the queue; by itself, jobs by the hundred, with nothing else.</summary>
/// <param name="name">As the figures name it.</param>
internal class Feature(string name)
{
    /// <summary>How many jobs one call enqueues, where a call can have several.</summary>
    public const int Batch = 100;

    private static readonly MeasuredJob[] Payloads = [.. Enumerable.Repeat(MeasuredJob.Instance, Batch)];

    public string Name { get; } = name;

    /// <summary>How many jobs a call enqueues.</summary>
    public virtual int JobsOfCall => Batch;

    /// <summary>How many calls are under way at a time.</summary>
    public virtual int Callers => 4;

    /// <summary>Declares what it needs of every process.</summary>
    public virtual void Declare(CabinetBuilder cabinet)
    {
    }

    /// <summary>Prepares a store that has no jobs yet.</summary>
    public virtual Task PrepareAsync(CabinetQueue queue, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>One call; each has a number of its own, from 1.</summary>
    public virtual Task EnqueueAsync(CabinetQueue queue, int call, CancellationToken cancellation) =>
        EnqueueManyAsync(queue, EnqueueOptions.None, cancellation);

    /// <summary>All calls are done.</summary>
    public virtual Task CompleteAsync(CabinetQueue queue, CancellationToken cancellation) => Task.CompletedTask;

    protected static async Task EnqueueManyAsync(
        CabinetQueue queue, EnqueueOptions options, CancellationToken cancellation) =>
        await queue.Services.GetRequiredService<IJobClient>().EnqueueManyAsync(Payloads, options, cancellation);

    protected static IReadOnlyList<MeasuredJob> Jobs => Payloads;
}
