using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Persistence.Records;

/// <summary>One step in a job's journal.</summary>
/// <param name="Name">Unique within the job; obeys <see cref="Domain.Names.NameRules"/>.</param>
/// <param name="Effect">What running it twice would do.</param>
/// <param name="IsCompleted">Whether it has its result; otherwise it was only started.</param>
/// <param name="At">When this was written (UTC).</param>
/// <param name="Result">Its result, at most 1 MiB; sealed at rest. None while it is only started.</param>
public sealed record StepRecord(string Name, StepEffect Effect, bool IsCompleted, DateTimeOffset At, Content Result)
{
    /// <summary>The largest result, in bytes before sealing: 1 MiB.</summary>
    public const int MaximumResult = 1024 * 1024;

    /// <summary>The most steps that one job may journal.</summary>
    public const int MaximumPerJob = 1_000;
}
