using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Persistence.Records;

/// <summary>Which place in which batch a job has.</summary>
/// <remarks>
/// It is kept where a task's job keeps its task, because a job belongs to one of both at most: the batch's id takes the
/// task's place, and a reserved pipeline tells them apart. So jobs of no batch carry nothing more, and jobs of a batch are
/// found by <see cref="Readers.JobFilter.Task"/>.
/// </remarks>
/// <param name="Batch">The batch.</param>
/// <param name="Role">What the job is to it.</param>
public readonly record struct BatchReference(BatchId Batch, BatchRole Role)
{
    /// <summary>The reserved pipeline; none may be declared under its name.</summary>
    public static readonly PipelineName Pipeline = new("cabinet.batch");

    private static readonly StageName[] Stages = [new("member"), new("completion"), new("success"), new("failure")];

    /// <summary>How the job's row keeps it.</summary>
    public TaskReference ToTask() => new(new TaskId(Batch.Value), Pipeline, Stages[(int)Role], ItemKey.Root);

    /// <summary>The place in a batch that a job's row tells of; null when it belongs to a task or to nothing.</summary>
    public static BatchReference? From(TaskReference? task) => task is not null && task.Pipeline == Pipeline
        ? new BatchReference(new BatchId(task.Task.Value), (BatchRole)Math.Max(0, Array.IndexOf(Stages, task.Stage)))
        : null;

    /// <summary>The batch that counts what becomes of the job: null for a callback and for a job of no batch.</summary>
    public static BatchId? CountedBy(TaskReference? task) =>
        From(task) is { Role: BatchRole.Member } member ? member.Batch : null;
}
