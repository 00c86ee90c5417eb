using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Persistence.Records;

/// <summary>Which place in which task a job has.</summary>
/// <param name="Task">The task.</param>
/// <param name="Pipeline">The task's pipeline, so that a stage's policies are found without reading the task.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Item">The item within the stage.</param>
public sealed record TaskReference(TaskId Task, PipelineName Pipeline, StageName Stage, ItemKey Item);
