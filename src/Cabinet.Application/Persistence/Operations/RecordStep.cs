using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Writes a step of a running job into its journal: started, or completed with its result.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.StaleEpoch"/> unless the job is running under exactly this lease, and with
/// <see cref="Refusal.StepRecorded"/> when the step is completed already, or already started and only started again.
/// </remarks>
/// <param name="Lease">The claim.</param>
/// <param name="Step">The step.</param>
public sealed record RecordStep(JobLease Lease, StepRecord Step) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(Step.Result);
}
