using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>Opens the connection that listens.</summary>
internal static class ListenSource
{
    /// <summary>A source without a pool: a connection that is given up is closed, and the next one is new.</summary>
    /// <param name="options">The store's.</param>
    /// <param name="target">The connection string to listen on.</param>
    /// <param name="times">How long an answer may take.</param>
    public static NpgsqlDataSource Build(PostgresStoreOptions options, string target, WakingTimes times)
    {
        var direct = new PostgresStoreOptions
        {
            ConnectionString = target, StatementTimeout = options.StatementTimeout, PoolsTransactions = true,
        };
        var settings = StoreConnections.Settings(direct, maximumConnections: 1);
        settings.Pooling = false;
        settings.MinPoolSize = 0;
        // The listener asks for itself whether it hears, and doesn't wait for a dead server to confirm its good-bye.
        settings.KeepAlive = 0;
        settings.CommandTimeout = (int)times.AnswerTimeout.TotalSeconds;
        settings.CancellationTimeout = -1;
        settings.TargetSessionAttributes =
            settings.Host?.Contains(',', StringComparison.Ordinal) ?? false ? "primary" : null;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
