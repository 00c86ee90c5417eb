using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Persistence.Records;

/// <summary>One failed attempt of a job.</summary>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Kind">How it failed.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Message">The message, UTF-8; sealed at rest.</param>
public sealed record JobErrorRecord(int Attempt, FailureKind Kind, DateTimeOffset At, Content Message)
{
    /// <summary>How many errors of one job are kept, the newest.</summary>
    public const int MaximumKept = 20;
}
