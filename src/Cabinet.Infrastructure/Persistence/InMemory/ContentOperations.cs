using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Replaces contents where they lie, if they are still exactly what was read.</summary>
internal sealed class ContentOperations(StoreState state)
{
    public Refusal? Replace(ReplaceContent operation)
    {
        var stored = operation.Stored;
        var replacement = SealedContent.Require(operation.Replacement);
        var expected = stored.Content.Sealed;

        // The row is taken apart again as it was put together: the id, and what is below it.
        var parts = stored.Row.Split('/', 2);
        return Guid.TryParseExact(parts[0], "N", out var id)
            && Swap(stored.Place, id, parts.Length > 1 ? parts[1] : "", new Exchange(expected, replacement))
            ? null
            : Refusal.ContentChanged;
    }

    private bool Swap(ContentPlace place, Guid id, string below, Exchange exchange) => place switch
    {
        ContentPlace.JobPayload or ContentPlace.DeadLetterPayload => SwapPayload(new JobId(id), place, exchange),
        ContentPlace.JournalStep => SwapInJob(new JobId(id), row => SwapStep(row, below, exchange)),
        ContentPlace.JobError => SwapInJob(new JobId(id), row => SwapError(row, below, exchange)),
        ContentPlace.HistoryPayload or ContentPlace.HistoryResult => SwapHistory(new JobId(id), place, exchange),
        ContentPlace.TaskState or ContentPlace.TaskLabel => SwapTask(new TaskId(id), place, exchange),
        ContentPlace.DataKey => SwapDataKey(id, exchange),
        ContentPlace.SchedulePayload => SwapSchedule(id, exchange),
        _ => false,
    };

    private bool SwapPayload(JobId id, ContentPlace place, Exchange exchange)
    {
        if (place == ContentPlace.JobPayload)
        {
            return state.Jobs.Find(id) is not null && SwapInJob(id, row => SwapPayload(row, exchange));
        }

        return state.DeadLetters.Find(id) is not null && SwapInJob(id, row => SwapPayload(row, exchange));
    }

    // A job is in the hot table or in the dead-letter queue, never in both; its journal and errors are with it.
    private bool SwapInJob(JobId id, Func<JobRow, JobRow?> swap)
    {
        if (state.Jobs.Find(id) is { } live)
        {
            if (swap(live) is not { } changed)
            {
                return false;
            }

            state.Jobs.Put(id, changed);
            return true;
        }

        if (state.DeadLetters.Find(id) is not { } dead || swap(dead.Row) is not { } row)
        {
            return false;
        }

        // The error that it died of is the last of the kept ones.
        state.DeadLetters.Put(id, dead with { Row = row, Error = row.Errors[^1] });
        return true;
    }

    private static JobRow? SwapPayload(JobRow row, Exchange exchange) => exchange.Matches(row.Job.Payload)
        ? row with { Job = row.Job with { Payload = exchange.Replacement } }
        : null;

    private static JobRow? SwapStep(JobRow row, string name, Exchange exchange)
    {
        var index = row.Journal.FindIndex(step => step.Name == name && exchange.Matches(step.Result));
        return index < 0
            ? null
            : row with
            {
                Journal = row.Journal.SetItem(index, row.Journal[index] with { Result = exchange.Replacement }),
            };
    }

    private static JobRow? SwapError(JobRow row, string name, Exchange exchange)
    {
        for (var index = 0; index < row.Errors.Count; index++)
        {
            if (SealedPlaces.ErrorName(row.FirstError + index) == name && exchange.Matches(row.Errors[index].Message))
            {
                var error = row.Errors[index] with { Message = exchange.Replacement };
                return row with { Errors = row.Errors.SetItem(index, error) };
            }
        }

        return null;
    }

    private bool SwapHistory(JobId id, ContentPlace place, Exchange exchange)
    {
        var isPayload = place == ContentPlace.HistoryPayload;
        if (state.History.Find(id) is not { } ended || !exchange.Matches(isPayload ? ended.Payload : ended.Result))
        {
            return false;
        }

        state.History.Put(id, isPayload
            ? ended with { Payload = exchange.Replacement }
            : ended with { Result = exchange.Replacement });
        return true;
    }

    private bool SwapTask(TaskId id, ContentPlace place, Exchange exchange)
    {
        var isState = place == ContentPlace.TaskState;
        if (state.Tasks.Find(id) is not { } task || !exchange.Matches(isState ? task.State : task.Label))
        {
            return false;
        }

        state.Tasks.Put(id, isState
            ? task with { State = exchange.Replacement }
            : task with { Label = exchange.Replacement });
        return true;
    }

    private bool SwapDataKey(Guid id, Exchange exchange)
    {
        if (state.DataKeys.Find(id) is not { } key || !exchange.Matches(key.Wrapped))
        {
            return false;
        }

        state.DataKeys.Put(id, key with { Wrapped = exchange.Replacement });
        return true;
    }

    private bool SwapSchedule(Guid id, Exchange exchange)
    {
        if (state.Schedules.Find(id) is not { } schedule || !exchange.Matches(schedule.Payload))
        {
            return false;
        }

        state.Schedules.Put(id, schedule with { Payload = exchange.Replacement });
        return true;
    }

    private readonly record struct Exchange(ReadOnlyMemory<byte> Expected, Content Replacement)
    {
        public bool Matches(Content content) =>
            content.IsSealed && content.Sealed.Span.SequenceEqual(Expected.Span);
    }
}
