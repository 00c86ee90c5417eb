using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Takes a job out of the dead-letter queue for good.</summary>
/// <remarks>Refused with <see cref="Refusal.DeadLetterNotFound"/>.</remarks>
/// <param name="Job">Which.</param>
/// <param name="History">What is kept; null keeps nothing.</param>
public sealed record DiscardDeadLetter(JobId Job, HistoryRecord? History) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(History);
}
