using Cabinet.Infrastructure.Postgres.Writing;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>Where a process listens for wake-ups, if it does.</summary>
internal static class ListenTarget
{
    /// <summary>Readers and announcements need a connection besides the lanes and the listener.</summary>
    private const int LeastForOthers = 2;

    /// <summary>The connection string to listen on; null when workers have to poll.</summary>
    public static string? Of(PostgresStoreOptions options)
    {
        if (options.MaximumConnections - Lanes.ConnectionsOf(options.MaximumConnections) < LeastForOthers)
        {
            return null;
        }

        return options.ListenConnectionString ?? (options.PoolsTransactions ? null : options.ConnectionString);
    }

    /// <summary>How many connections are kept free for listening.</summary>
    public static int ConnectionsOf(PostgresStoreOptions options) => Of(options) is null ? 0 : 1;
}
