namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Times as the store keeps them: UTC, whole milliseconds, what is finer is cut off.</summary>
internal static class StoredTime
{
    public static DateTime Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new DateTime(ticks - (ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    public static DateTime? Of(DateTimeOffset? time) => time is { } value ? Of(value) : null;
}
