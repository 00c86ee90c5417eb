using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Ends a claimed job: its row, journal and errors leave the hot store, its history record comes.</summary>
/// <remarks>Refused with <see cref="Refusal.StaleEpoch"/> unless the job is running under exactly this lease.</remarks>
/// <param name="Lease">The claim.</param>
/// <param name="History">What is kept; null keeps nothing (<see cref="Retention.None"/>).</param>
public sealed record EndJob(JobLease Lease, HistoryRecord? History) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(History);
}
