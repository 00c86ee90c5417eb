using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Queries;

/// <summary>One task with all that is known of it.</summary>
/// <param name="Task">The task; its state isn't needed any more, because it is read in <paramref name="Progress"/>.</param>
/// <param name="Label">What it is about.</param>
/// <param name="Progress">Its stages; null when its pipeline isn't declared here.</param>
/// <param name="Jobs">Its live jobs.</param>
/// <param name="DeadLetters">Its dead letters.</param>
public sealed record TaskDetails(
    TaskRecord Task,
    string? Label,
    PipelineState? Progress,
    IReadOnlyList<JobRecord> Jobs,
    IReadOnlyList<DeadLetterRecord> DeadLetters);
