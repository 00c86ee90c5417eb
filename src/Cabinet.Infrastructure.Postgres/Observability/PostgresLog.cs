using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Postgres.Observability;

/// <summary>What the store tells operators. Event ids 5100 to 5199; they never change their meaning.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(5101, LogLevel.Information, "Opened the store '{Store}'.")]
    public static partial void Opened(ILogger logger, string store);

    [LoggerMessage(5102, LogLevel.Information, "Closed the store '{Store}'.")]
    public static partial void Closed(ILogger logger, string store);

    [LoggerMessage(5103, LogLevel.Information, "Applied migration {Name} to the store '{Store}'.")]
    public static partial void Migrated(ILogger logger, string store, string name);

    [LoggerMessage(
        5104, LogLevel.Warning,
        "Repaired the store '{Store}', which was restored from another server's dump: what waits is claimed again in "
        + "its order, and what ran is given back once its node is declared dead.")]
    public static partial void Repaired(ILogger logger, string store);
}
