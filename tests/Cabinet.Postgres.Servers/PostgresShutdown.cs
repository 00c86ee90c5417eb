namespace Cabinet.Postgres.Servers;

/// <summary>PostgreSQL's three ways to stop.</summary>
public enum PostgresShutdown
{
    /// <summary>Waits until every client has left.</summary>
    Smart,

    /// <summary>Rolls open transactions back, disconnects everybody and writes a checkpoint.</summary>
    Fast,

    /// <summary>Ends at once, without a checkpoint: the next start recovers from the log.</summary>
    Immediate,
}
