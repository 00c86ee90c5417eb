using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on schedules. Each returns why it is refused, or null.</summary>
internal sealed class ScheduleOperations(StoreState state)
{
    public Refusal? Put(PutSchedule operation, CommitScope scope)
    {
        var schedule = operation.Schedule;
        var stored = state.Schedules.Find(schedule.Id);
        if (schedule.Revision == 0 && stored is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, schedule.Id);
        }

        if (schedule.Revision != (stored?.Revision ?? 0))
        {
            return Refusal.ScheduleChanged;
        }

        state.Schedules.Put(schedule.Id, schedule with
        {
            Revision = schedule.Revision + 1,
            Payload = SealedContent.Require(schedule.Payload),
            CreatedAt = Milliseconds.Truncate(schedule.CreatedAt),
            NextAt = schedule.NextAt is { } next ? Milliseconds.Truncate(next) : null,
            LastAt = schedule.LastAt is { } last ? Milliseconds.Truncate(last) : null,
        });
        return null;
    }

    public Refusal? Remove(RemoveSchedule operation)
    {
        if (state.Schedules.Find(operation.Name.ToId()) is not { } stored || stored.Revision != operation.Revision)
        {
            return Refusal.ScheduleChanged;
        }

        state.Schedules.Remove(stored.Id);
        return null;
    }
}
