using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Persistence.Records;

/// <summary>One claim of one job: whoever holds it may write under it until the epoch moves on.</summary>
/// <param name="Job">The job.</param>
/// <param name="Epoch">The fencing token that the claim was given.</param>
public readonly record struct JobLease(JobId Job, Epoch Epoch);
