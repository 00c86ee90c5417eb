using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Persistence.Records;

/// <summary>Which place in which task a job has.</summary>
/// <param name="Task">The task.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Item">The item within the stage.</param>
public sealed record TaskReference(TaskId Task, StageName Stage, ItemKey Item);
