using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>What waking tells operators. Event ids 5110 to 5119; they never change their meaning.</summary>
internal static partial class PostgresWakingLog
{
    [LoggerMessage(5110, LogLevel.Information, "Listens for announced jobs of the store '{Store}'.")]
    public static partial void Listening(ILogger logger, string store);

    [LoggerMessage(
        5111,
        LogLevel.Warning,
        "Doesn't hear announced jobs for now, so workers poll; tries to listen again. {Problem}")]
    public static partial void ListeningLost(ILogger logger, Exception trouble, string problem);

    [LoggerMessage(
        5112,
        LogLevel.Warning,
        "The connection to the store '{Store}' listens and doesn't hear itself, so workers poll. A proxy that pools by "
        + "transaction lies between: set PoolsTransactions, and ListenConnectionString to a direct connection.")]
    public static partial void ListenerDeaf(ILogger logger, string store);

    [LoggerMessage(
        5113,
        LogLevel.Information,
        "Doesn't listen for announced jobs of the store '{Store}', so workers poll: connections are pooled by transaction "
        + "and ListenConnectionString isn't set, or MaximumConnections leaves none.")]
    public static partial void NotListening(ILogger logger, string store);

    [LoggerMessage(
        5114,
        LogLevel.Warning,
        "Jobs aren't announced to other nodes for now, so these find them by polling; announces again later. {Problem}")]
    public static partial void AnnouncingFailed(ILogger logger, Exception trouble, string problem);

    [LoggerMessage(5115, LogLevel.Information, "Announces jobs of the store '{Store}' again.")]
    public static partial void Announcing(ILogger logger, string store);
}
