using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Gives a claimed job back without costing an attempt: interrupted by a shutdown, or snoozed.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.StaleEpoch"/> unless the job is running under exactly this lease. The epoch grows. A
/// suspect that is given back waits like any other job again; its deaths alone stay counted.
/// </remarks>
/// <param name="Lease">The claim.</param>
/// <param name="DueAt">Not claimed before this time (UTC); null makes it available at once.</param>
public sealed record ReturnJob(JobLease Lease, DateTimeOffset? DueAt = null) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
