using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads schedules.</summary>
public interface IScheduleReader
{
    /// <summary>The schedule of that name, or null.</summary>
    ValueTask<ScheduleRecord?> FindAsync(ScheduleName name, CancellationToken cancellationToken);

    /// <summary>Schedules by id.</summary>
    ValueTask<IReadOnlyList<ScheduleRecord>> ListAsync(Page page, CancellationToken cancellationToken);

    /// <summary>Schedules that aren't paused and fall due up to a time (UTC, inclusive), the earliest first.</summary>
    /// <param name="until">The time.</param>
    /// <param name="limit">At most so many, 1 to <see cref="Page.MaximumLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ScheduleRecord>> ListDueAsync(
        DateTimeOffset until, int limit, CancellationToken cancellationToken);
}
