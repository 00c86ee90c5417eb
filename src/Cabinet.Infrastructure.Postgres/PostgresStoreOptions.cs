namespace Cabinet.Infrastructure.Postgres;

/// <summary>Where the store lives on PostgreSQL and how it behaves. Validated when the store is first asked for.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>
    /// How to reach the server, in Npgsql's format. Required. Several hosts (<c>Host=a,b</c>) are one primary and its
    /// standbys: Cabinet follows the primary. What it says about pooling, preparing and keep-alive is respected.
    /// </summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>
    /// The schema that holds the store, 1 to 63 bytes; the default is <c>cabinet</c>. Several stores may share a
    /// database, each in a schema of its own. The migrator makes it unless it is there.
    /// </summary>
    public string Schema { get; set; } = "cabinet";

    /// <summary>
    /// The most connections that this process opens to the server, 3 to 100; the default is 8. One claims and keeps the
    /// heartbeat, up to two commit, one listens where listening is on, and the rest read. With 3 none is left to listen, so
    /// workers poll.
    /// </summary>
    public int MaximumConnections { get; set; } = 8;

    /// <summary>
    /// Whether connections go through a proxy that pools by transaction (PgBouncer). Then nothing is prepared by name,
    /// nothing is left behind in a session, and nobody listens unless <see cref="ListenConnectionString"/> says where.
    /// The default is false.
    /// </summary>
    public bool PoolsTransactions { get; set; }

    /// <summary>
    /// Where to listen for wake-ups, when that isn't <see cref="ConnectionString"/>: a direct connection beside a
    /// transaction-pooling proxy. Null, the default, listens on <see cref="ConnectionString"/>, or not at all when
    /// <see cref="PoolsTransactions"/> is set; then workers poll.
    /// </summary>
    public string? ListenConnectionString { get; set; }

    /// <summary>
    /// How long announcements of new jobs to other nodes are collected, from 1 millisecond to 1 second; the default is 2
    /// milliseconds. The first one goes out at once; those that follow within this time go out together at its end, each
    /// queue once.
    /// </summary>
    public TimeSpan WakeInterval { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// How long a statement may take, from 1 second to 10 minutes; the default is 30 seconds. Longer ones are given up
    /// by the server with everything of their transaction. It is also how long a write set waits for what somebody's open
    /// transaction holds, such as a unique key, before its caller is told so; others don't wait with it.
    /// </summary>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a commit whose answer was lost is looked up before its caller is told that its outcome is unknown, from
    /// 1 second to 10 minutes; the default is 30 seconds.
    /// </summary>
    public TimeSpan LookUpTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most bytes that may wait to be committed, from 1 MiB to 4 GiB; the default is 64 MiB. Callers beyond that
    /// wait their turn before anything of theirs is queued.
    /// </summary>
    public long MaximumPendingBytes { get; set; } = 64L * 1024 * 1024;
}
