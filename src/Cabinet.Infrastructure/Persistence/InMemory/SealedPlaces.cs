using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Every sealed content of the store, where it lies and with the context that it opens under.</summary>
/// <remarks>A row's name stays as long as the row: a job's id, with the step's name or the error's number.</remarks>
internal static class SealedPlaces
{
    /// <summary>What lies at a place, in no order; contents that aren't there included.</summary>
    public static IEnumerable<StoredContent> List(StoreState state, ContentPlace place) => place switch
    {
        ContentPlace.JobPayload => state.Jobs.Rows.Select(row => Payload(place, row.Job)),
        ContentPlace.JournalStep => Kept(state).SelectMany(Steps),
        ContentPlace.JobError => Kept(state).SelectMany(Errors),
        ContentPlace.DeadLetterPayload => state.DeadLetters.Rows.Select(row => Payload(place, row.Row.Job)),
        ContentPlace.HistoryPayload => state.History.Rows.Select(ended => new StoredContent(
            place, Name(ended.Id.Value), ContentContexts.JobPayload(ended.Id, ended.Queue, ended.Type), ended.Payload)),
        ContentPlace.HistoryResult => state.History.Rows.Select(ended => new StoredContent(
            place, Name(ended.Id.Value), ContentContexts.JobResult(ended.Id, ended.Queue, ended.Type), ended.Result)),
        ContentPlace.TaskState => state.Tasks.Rows.Select(task => new StoredContent(
            place, Name(task.Id.Value), ContentContexts.TaskState(task.Id, task.Pipeline), task.State)),
        ContentPlace.TaskLabel => state.Tasks.Rows.Select(task => new StoredContent(
            place, Name(task.Id.Value), ContentContexts.TaskLabel(task.Id, task.Pipeline), task.Label)),
        ContentPlace.DataKey => state.DataKeys.Rows.Select(key => new StoredContent(
            place, Name(key.Id), ContentContexts.DataKey(key.Id, key.Tenant), key.Wrapped)),
        ContentPlace.SchedulePayload => state.Schedules.Rows.Select(schedule => new StoredContent(
            place, Name(schedule.Id), ContentContexts.SchedulePayload(schedule.Id), schedule.Payload)),
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "No content lies there."),
    };

    /// <summary>How a row is named by an id, and by something below it.</summary>
    public static string Name(Guid id, string? below = null) => below is null ? $"{id:N}" : $"{id:N}/{below}";

    /// <summary>How an error is named within its job.</summary>
    public static string ErrorName(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    private static IEnumerable<JobRow> Kept(StoreState state) =>
        state.Jobs.Rows.Concat(state.DeadLetters.Rows.Select(deadLetter => deadLetter.Row));

    private static StoredContent Payload(ContentPlace place, NewJob job) =>
        new(place, Name(job.Id.Value), ContentContexts.JobPayload(job.Id, job.Queue, job.Type), job.Payload);

    private static IEnumerable<StoredContent> Steps(JobRow row) => row.Journal.Select(step => new StoredContent(
        ContentPlace.JournalStep,
        Name(row.Job.Id.Value, step.Name),
        ContentContexts.JournalStep(row.Job.Id, step.Name),
        step.Result));

    private static IEnumerable<StoredContent> Errors(JobRow row) =>
        row.Errors.Select((error, index) => new StoredContent(
            ContentPlace.JobError,
            Name(row.Job.Id.Value, ErrorName(row.FirstError + index)),
            ContentContexts.JobError(row.Job.Id, error.Attempt, error.Kind),
            error.Message));
}
