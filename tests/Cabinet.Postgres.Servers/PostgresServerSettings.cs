namespace Cabinet.Postgres.Servers;

/// <summary>What a server is started with.</summary>
public sealed record PostgresServerSettings
{
    /// <summary>The major version; 15 by default.</summary>
    public PostgresVersion Version { get; init; } = PostgresVersion.V15;

    /// <summary>
    /// Whether commits reach the disk (<c>fsync</c>, <c>synchronous_commit</c> and <c>full_page_writes</c> on). Off by
    /// default, which is quick and <b>loses acknowledged commits when the server is killed or stopped in immediate mode</b>:
    /// every test of a crash, and every measurement, sets it.
    /// </summary>
    public bool IsDurable { get; init; }

    /// <summary>Further settings of <c>postgresql.conf</c>; they win over this library's own. None by default.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The folder below which the data folder is made, for a chosen disk; the user <c>postgres</c> must be able to reach
    /// it. By default below the system's temporary folder. Data outlives only a killed process, and only in a folder
    /// that was named here.
    /// </summary>
    public string? Folder { get; init; }
}
