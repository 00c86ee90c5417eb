using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>
/// Everything that background tasks log. Event ids 1100 to 1199 are their own and never change their meaning.
/// </summary>
internal static partial class BackgroundLog
{
    [LoggerMessage(1100, LogLevel.Debug,
        "Background task '{Name}' ran: succeeded {Succeeded}, {Affected} rows in {Duration}. {Message}")]
    public static partial void TaskRan(
        this ILogger log, string name, bool succeeded, long affected, TimeSpan duration, string message);

    [LoggerMessage(1101, LogLevel.Warning,
        "Background task '{Name}' couldn't take its turn or record its result ({Error}); it tries again later.")]
    public static partial void TurnFailed(this ILogger log, string name, string error);

    [LoggerMessage(1102, LogLevel.Error,
        "The key ring couldn't be brought up to date; the one that is loaded stays in use ({Error}). {Message}")]
    public static partial void RingBehind(this ILogger log, string error, string message);

    [LoggerMessage(1103, LogLevel.Debug, "Schedule '{Schedule}' fired {Jobs} jobs.")]
    public static partial void ScheduleFired(this ILogger log, string schedule, int jobs);

    [LoggerMessage(1104, LogLevel.Warning,
        "Schedule '{Schedule}' missed ticks: {Skipped} got no job of their own, {Jobs} were fired.")]
    public static partial void TicksSkipped(this ILogger log, string schedule, int skipped, int jobs);

    [LoggerMessage(1105, LogLevel.Warning, "Schedules couldn't be fired; it is tried again soon ({Error}). {Message}")]
    public static partial void SchedulesFailed(this ILogger log, string error, string message);
}
