using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;

namespace Cabinet.Application.Pipelines;

/// <summary>Turns a transition into operations of a write set. Pure, but for the ids and the trace that it is given.</summary>
internal sealed class PipelineWrites(JobCatalog jobs, IIdGenerator ids, ITraceContext trace)
{
    /// <summary>The task at its next version, and its new jobs.</summary>
    public IEnumerable<WriteOperation> Move(TaskRecord task, PipelineTransition.Moved moved, DateTimeOffset now)
    {
        yield return new UpdateTask(task with
        {
            Version = task.Version + 1,
            Status = moved.State.Status,
            State = Content.FromPlain(PipelineStateFormat.Write(moved.State)),
            EndedAt = HasEnded(moved.State.Status) ? now : null,
        });
        foreach (var job in moved.Jobs)
        {
            yield return Enqueue(task, job, now);
        }
    }

    /// <summary>One job of a task.</summary>
    public EnqueueJob Enqueue(TaskRecord task, StageJob job, DateTimeOffset now) => new(new NewJob
    {
        Id = new JobId(ids.Next()),
        Type = job.Stage.Job,
        Queue = jobs.Find(job.Stage.Job)!.Options.Queue,
        CreatedAt = now,
        Payload = Content.FromPlain(job.Stage.Kind == StageKind.Join ? JsonArrays.Join(job.Inputs) : job.Inputs[0]),
        Task = new TaskReference(task.Id, task.Pipeline, job.Stage.Name, job.Item),

        // The span of the job that called for this one, so that one trace follows the task even when whoever submitted it
        // wasn't traced.
        TraceParent = trace.TraceParent ?? task.TraceParent,
    });

    private static bool HasEnded(TaskState status) =>
        status is TaskState.Completed or TaskState.Cancelled or TaskState.Failed;
}
