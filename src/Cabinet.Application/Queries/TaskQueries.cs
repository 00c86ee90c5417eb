using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Queries;

/// <summary>Answers what people ask of tasks.</summary>
public sealed class TaskQueries(IStore store, PipelineCatalog pipelines)
{
    /// <summary>One task with its stages, live jobs and dead letters; null when there is none of that id.</summary>
    public async ValueTask<TaskDetails?> FindAsync(TaskId id, CancellationToken cancellationToken)
    {
        if (await store.Tasks.FindAsync(id, cancellationToken) is not { } task)
        {
            return null;
        }

        var jobs = await store.Jobs.ListAsync(new JobFilter { Task = id }, Page.First, cancellationToken);
        var letters = await store.DeadLetters.ListAsync(
            new DeadLetterFilter { Task = id }, Page.First, cancellationToken);
        return new TaskDetails(task, LabelOf(task), ProgressOf(task), jobs, letters);
    }

    /// <summary>A task's label in the clear, or null.</summary>
    public static string? LabelOf(TaskRecord task) =>
        task.Label.IsNone ? null : Encoding.UTF8.GetString(task.Label.Plain.Span);

    /// <summary>How far a task is; null when its pipeline isn't declared here.</summary>
    public PipelineState? ProgressOf(TaskRecord task) => pipelines.Find(task.Pipeline) is { } definition
        ? PipelineStateFormat.Read(task.State.Plain.Span, definition)
        : null;
}
