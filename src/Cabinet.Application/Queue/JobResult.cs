using System.Collections.Immutable;

namespace Cabinet.Application.Queue;

/// <summary>What a handler returns.</summary>
public sealed record JobResult
{
    /// <summary>Succeeded, with nothing to hand on.</summary>
    public static JobResult Done { get; } = new();

    /// <summary>
    /// What it hands on to the next stages of its pipeline, UTF-8 JSON each: one job of each next stage for each output.
    /// </summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Outputs { get; init; } = [];

    /// <summary>Whether a fallback served it.</summary>
    public bool IsDegraded { get; init; }

    /// <summary>Not done: run it again after this delay, without costing an attempt. Null when it is done.</summary>
    public TimeSpan? SnoozeFor { get; init; }

    /// <summary>Succeeded, with one output.</summary>
    public static JobResult Of(ReadOnlyMemory<byte> output) => new() { Outputs = [output] };

    /// <summary>Succeeded, with many outputs (fan-out), in this order.</summary>
    public static JobResult Many(IEnumerable<ReadOnlyMemory<byte>> outputs) => new() { Outputs = [.. outputs] };

    /// <summary>Not done yet: come back later.</summary>
    /// <param name="delay">Above zero, at most 7 days.</param>
    public static JobResult Snooze(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, Domain.Jobs.RetryPolicy.DelayLimit);
        return new JobResult { SnoozeFor = delay };
    }
}
