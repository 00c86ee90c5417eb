namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Cuts times off at the millisecond and turns them to UTC, as every driver keeps them.</summary>
internal static class Milliseconds
{
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    public static DateTimeOffset? Truncate(DateTimeOffset? time) => time is { } value ? Truncate(value) : null;

    public static TimeSpan Truncate(TimeSpan span) =>
        TimeSpan.FromTicks(span.Ticks - (span.Ticks % TimeSpan.TicksPerMillisecond));
}
