using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;

namespace Cabinet.Application.Schedules;

/// <summary>Brings the store's schedules in line with those that an application's code declares.</summary>
/// <remarks>
/// What was changed in code is changed, and goes on from its last tick; what vanished from the code of this application
/// is removed; a pause that an operator ordered stays. Those of other applications and of operators aren't touched. While
/// two releases of one application run side by side, the one that started last decides.
/// </remarks>
public sealed class ScheduleDeclaring(IStore store, JobCatalog jobs, ICronCalendar calendar, TimeProvider time)
{
    private const int MostAttempts = 10;

    /// <summary>Brings them in line.</summary>
    /// <param name="declared">What the code declares.</param>
    /// <param name="owner">The application; 1 to <see cref="ScheduleRecord.MaximumOwner"/> characters.</param>
    /// <param name="cancellationToken">Ends it between two schedules.</param>
    /// <exception cref="ArgumentException">
    /// A declaration can't be: its name stands twice, its cron expression or time zone isn't known, or its payload's type
    /// has no job type; or another owner has a schedule of this name.
    /// </exception>
    /// <exception cref="StoreException">The store has trouble.</exception>
    public async Task DeclareAsync(
        IReadOnlyCollection<ScheduleDefinition> declared, string owner, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        if (declared.GroupBy(schedule => schedule.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Schedule '{twice.Key}' is declared {twice.Count()} times. Declare it once.");
        }

        foreach (var schedule in declared)
        {
            calendar.Require(schedule.Timing);
            await PutAsync(schedule.ToRecord(jobs, owner, time.GetUtcNow()), cancellationToken);
        }

        var names = declared.Select(schedule => schedule.Name).ToHashSet();
        foreach (var left in await ListAsync(cancellationToken))
        {
            if (left.Owner == owner && !names.Contains(left.Name))
            {
                // When it changed since, another node of this application decides what becomes of it.
                await store.CommitAsync(
                    new WriteSet(new RemoveSchedule(left.Name, left.Revision)), cancellationToken);
            }
        }
    }

    private async ValueTask PutAsync(ScheduleRecord wanted, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var stored = await store.Schedules.FindAsync(wanted.Name, cancellationToken);
            if (stored is not null && stored.Owner != wanted.Owner)
            {
                throw new ArgumentException(
                    $"There is a schedule '{wanted.Name}' of "
                    + (stored.Owner.Length == 0 ? "an operator" : $"the application '{stored.Owner}'")
                    + ". Give this one another name, or remove that one.");
            }

            if (stored is not null && IsSame(stored, wanted))
            {
                return;
            }

            var put = wanted with
            {
                Revision = stored?.Revision ?? 0,
                IsPaused = stored?.IsPaused ?? false,
                CreatedAt = stored?.CreatedAt ?? wanted.CreatedAt,
                LastAt = stored?.LastAt,
                NextAt = stored is not null && stored.Timing == wanted.Timing
                    ? stored.NextAt
                    : calendar.First(wanted.Timing, time.GetUtcNow()),
            };
            if (await store.CommitAsync(new WriteSet(new PutSchedule(put)), cancellationToken) is CommitResult.Committed)
            {
                return;
            }
        }

        throw new StoreException(
            StoreFault.Unavailable, $"Schedule '{wanted.Name}' was changed by others {MostAttempts} times in a row.");
    }

    private async ValueTask<IReadOnlyList<ScheduleRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<ScheduleRecord>();
        var page = new Page(Page.MaximumLimit);
        while (true)
        {
            var some = await store.Schedules.ListAsync(page, cancellationToken);
            all.AddRange(some);
            if (some.Count < page.Limit)
            {
                return all;
            }

            page = new Page(Page.MaximumLimit, some[^1].Id);
        }
    }

    private static bool IsSame(ScheduleRecord stored, ScheduleRecord wanted) =>
        stored.Timing == wanted.Timing && stored.Misfire == wanted.Misfire && stored.Type == wanted.Type
        && stored.Queue == wanted.Queue && stored.Priority == wanted.Priority
        && stored.Payload.Plain.Span.SequenceEqual(wanted.Payload.Plain.Span);
}
