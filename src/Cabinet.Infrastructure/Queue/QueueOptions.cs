using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Queue;

/// <summary>How this node serves one queue.</summary>
public sealed record QueueOptions
{
    /// <summary>The most jobs that a node runs at once from one queue.</summary>
    public const int MaximumConcurrency = 1_000;

    /// <summary>Four for each processor.</summary>
    public static int DefaultConcurrency { get; } = Math.Min(Environment.ProcessorCount * 4, MaximumConcurrency);

    /// <summary>Which queue.</summary>
    public required QueueName Name { get; init; }

    /// <summary>How many of its jobs run at once, 1 to 1,000. The default is four for each processor.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;
}
