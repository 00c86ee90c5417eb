using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Schedules a claimed job for another attempt and keeps its error.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.StaleEpoch"/> unless the job is running under exactly this lease. The epoch grows.
/// A job that survived to fail by itself is no suspect any more, and its deaths alone are forgotten. At most
/// <see cref="JobErrorRecord.MaximumKept"/> errors of a job are kept, the newest.
/// </remarks>
/// <param name="Lease">The claim.</param>
/// <param name="DueAt">Not claimed before this time (UTC).</param>
/// <param name="Error">Why.</param>
public sealed record RetryJob(JobLease Lease, DateTimeOffset DueAt, JobErrorRecord Error) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(Error.Message);
}
