using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Sqlite.Observability;

/// <summary>What the store tells operators. Event ids 5000 to 5099; they never change their meaning.</summary>
internal static partial class SqliteLog
{
    [LoggerMessage(5001, LogLevel.Information, "Opened the store '{Path}', schema version {Version}.")]
    public static partial void Opened(ILogger logger, string path, int version);

    [LoggerMessage(5002, LogLevel.Information, "Closed the store '{Path}'.")]
    public static partial void Closed(ILogger logger, string path);

    [LoggerMessage(5003, LogLevel.Information, "Applied migration {Name} to the store '{Path}'.")]
    public static partial void Migrated(ILogger logger, string path, string name);

    [LoggerMessage(
        5010, LogLevel.Warning, "A commit of {Count} write sets failed and each is tried by itself: {Problem}")]
    public static partial void GroupFailed(ILogger logger, int count, string problem);

    [LoggerMessage(5011, LogLevel.Error, "A write failed: {Problem}")]
    public static partial void WriteFailed(ILogger logger, string problem);
}
