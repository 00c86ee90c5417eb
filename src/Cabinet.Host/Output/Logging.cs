using Microsoft.Extensions.Logging.Console;

namespace Cabinet.Host.Output;

/// <summary>Where logs go: to standard error, because standard output is for results.</summary>
internal static class Logging
{
    /// <summary>Logs to standard error from a level on.</summary>
    /// <param name="logging">The logging of a process.</param>
    /// <param name="level">From which level on.</param>
    /// <param name="asJson">As one JSON object a line instead of text.</param>
    public static ILoggingBuilder ToStandardError(this ILoggingBuilder logging, LogLevel level, bool asJson = false)
    {
        logging.ClearProviders().SetMinimumLevel(level);
        if (level == LogLevel.None)
        {
            return logging;
        }

        // Why a host doesn't start is said once, by the command line, in words for whoever started it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(
            options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return asJson
            ? logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            })
            : logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "HH:mm:ss.fff ";
            });
    }
}
