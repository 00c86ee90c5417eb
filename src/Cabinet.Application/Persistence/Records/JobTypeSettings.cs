using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>What an operator has set for a job type in a queue.</summary>
/// <param name="Type">Which.</param>
/// <param name="Limits">What may run of it; never <see cref="TypeLimits.None"/>.</param>
public sealed record JobTypeSettings(JobType Type, TypeLimits Limits);
