using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Notes how far a running job is, for people who watch.</summary>
/// <remarks>Refused with <see cref="Refusal.StaleEpoch"/> unless the job is running under exactly this lease.</remarks>
/// <param name="Lease">The claim.</param>
/// <param name="Percent">0 to 100.</param>
public sealed record ReportProgress(JobLease Lease, int Percent) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
