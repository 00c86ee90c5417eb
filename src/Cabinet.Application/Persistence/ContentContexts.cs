using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence;

/// <summary>The context that each stored content is sealed under, and so the only one that it opens under.</summary>
/// <remarks>
/// A job's contents keep their context when the job moves between the hot table, the dead-letter queue and the history,
/// so that moving it seals nothing anew. Names have no slash (<see cref="NameRules"/>), so joining two of them by one
/// is unambiguous.
/// </remarks>
public static class ContentContexts
{
    private const int Version = 1;

    /// <summary>A job's payload: bound to its row, its queue and its type.</summary>
    public static ContentContext JobPayload(JobId job, QueueName queue, JobType type) =>
        new(KeyPurposes.Content, RecordTypes.JobPayload, job.Value, $"{queue.Value}/{type.Value}", Version);

    /// <summary>A job's result in the history: bound to its row, its queue and its type.</summary>
    public static ContentContext JobResult(JobId job, QueueName queue, JobType type) =>
        new(KeyPurposes.Content, RecordTypes.JobResult, job.Value, $"{queue.Value}/{type.Value}", Version);

    /// <summary>The message of a failed attempt: bound to its job, the attempt and how it failed.</summary>
    public static ContentContext JobError(JobId job, int attempt, FailureKind kind) =>
        new(KeyPurposes.Content, RecordTypes.JobError, job.Value, $"{attempt}/{(int)kind}", Version);

    /// <summary>The result of a step: bound to its job and the step's name.</summary>
    public static ContentContext JournalStep(JobId job, string step) =>
        new(KeyPurposes.Content, RecordTypes.JournalStep, job.Value, step, Version);

    /// <summary>A task's state: bound to the task and its pipeline.</summary>
    public static ContentContext TaskState(TaskId task, PipelineName pipeline) =>
        new(KeyPurposes.Content, RecordTypes.TaskState, task.Value, pipeline.Value, Version);

    /// <summary>A wrapped data key: bound to its id and its tenant.</summary>
    public static ContentContext DataKey(Guid id, string tenant) =>
        new(KeyPurposes.Content, RecordTypes.DataKey, id, "", Version, tenant);

    /// <summary>What a schedule gives to its jobs: bound to the schedule.</summary>
    public static ContentContext SchedulePayload(Guid schedule) =>
        new(KeyPurposes.Content, RecordTypes.SchedulePayload, schedule, "", Version);

    /// <summary>A task's label: bound to the task and its pipeline.</summary>
    public static ContentContext TaskLabel(TaskId task, PipelineName pipeline) =>
        new(KeyPurposes.Content, RecordTypes.TaskLabel, task.Value, pipeline.Value, Version);
}
