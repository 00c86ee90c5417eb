using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Schedules;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads schedules.</summary>
internal sealed class InMemoryScheduleReader(InMemoryDatabase database) : IScheduleReader
{
    /// <inheritdoc />
    public ValueTask<ScheduleRecord?> FindAsync(ScheduleName name, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.Schedules.Find(name.ToId()), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ScheduleRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<ScheduleRecord>>(
            state =>
            [
                .. state.Schedules.Rows
                    .Where(schedule => page.After is not { } after || schedule.Id.CompareTo(after) > 0)
                    .Take(page.Limit),
            ],
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ScheduleRecord>> ListDueAsync(
        DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var page = new Page(limit);
        return database.RunAsync<IReadOnlyList<ScheduleRecord>>(
            state =>
            [
                .. state.Schedules.Rows
                    .Where(schedule => !schedule.IsPaused && schedule.NextAt <= until)
                    .OrderBy(schedule => schedule.NextAt)
                    .Take(page.Limit),
            ],
            cancellationToken);
    }
}
