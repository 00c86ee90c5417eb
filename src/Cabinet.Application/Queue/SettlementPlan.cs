using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Queue;

/// <summary>What an outcome calls for.</summary>
/// <param name="Operation">What happens to the job.</param>
/// <param name="Settlement">What to report once it is committed.</param>
/// <param name="Event">What its task hears of it; null when the job belongs to no task or isn't over.</param>
/// <param name="Count">What its batch hears of it; null when the job is no member of one or isn't over.</param>
internal sealed record SettlementPlan(
    WriteOperation Operation, Settlement Settlement, PipelineEvent? Event, CountBatch? Count = null);
