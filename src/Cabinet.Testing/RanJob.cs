using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Testing;

/// <summary>One run of a handler, and what came of it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Type">Which handler ran.</param>
/// <param name="Queue">Where it was claimed.</param>
/// <param name="Attempt">Which attempt it was, from 1.</param>
/// <param name="At">When it began, by the test's clock (UTC).</param>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Settlement">What was committed for it; null when the node crashed before.</param>
public sealed record RanJob(
    JobId Id,
    JobType Type,
    QueueName Queue,
    int Attempt,
    DateTimeOffset At,
    JobOutcome Outcome,
    Settlement? Settlement)
{
    /// <summary>Whether the handler succeeded and that is committed.</summary>
    public bool IsCompleted => Settlement == Settlement.Completed;

    /// <summary>How the attempt failed; null when it didn't.</summary>
    public JobFailure? Failure => Outcome switch
    {
        JobOutcome.Failed failed => failed.Failure,
        JobOutcome.Quarantined quarantined => quarantined.Failure,
        _ => null,
    };

    /// <inheritdoc />
    public override string ToString() =>
        $"{Type} {Id}, attempt {Attempt}: {Settlement?.ToString() ?? "the node crashed before its commit"}"
        + (Failure is { } failure ? $" ({failure.Kind}: {failure.Message})" : "");
}
