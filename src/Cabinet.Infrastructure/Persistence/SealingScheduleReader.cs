using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Schedules;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads schedules and opens what they give to their jobs.</summary>
internal sealed class SealingScheduleReader(IScheduleReader driver, ContentOpener opener) : IScheduleReader
{
    /// <inheritdoc />
    public ValueTask<ScheduleRecord?> FindAsync(ScheduleName name, CancellationToken cancellationToken) =>
        opener.ReadAsync(
            async view => await driver.FindAsync(name, cancellationToken) is { } schedule ? Open(view, schedule) : null,
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ScheduleRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        ReadAsync(() => driver.ListAsync(page, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ScheduleRecord>> ListDueAsync(
        DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        ReadAsync(() => driver.ListDueAsync(until, limit, cancellationToken), cancellationToken);

    private ValueTask<IReadOnlyList<ScheduleRecord>> ReadAsync(
        Func<ValueTask<IReadOnlyList<ScheduleRecord>>> read, CancellationToken cancellationToken) =>
        opener.ReadAsync<IReadOnlyList<ScheduleRecord>>(
            async view => [.. (await read()).Select(schedule => Open(view, schedule))], cancellationToken);

    private static ScheduleRecord Open(ContentView view, ScheduleRecord schedule) => schedule with
    {
        Payload = view.Open(schedule.Payload, ContentContexts.SchedulePayload(schedule.Id)),
    };
}
