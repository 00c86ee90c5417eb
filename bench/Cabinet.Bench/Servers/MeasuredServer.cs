using Cabinet.Postgres.Servers;

namespace Cabinet.Bench.Servers;

/// <summary>The server that a run measures: one that the caller names, or one that is started for it.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    // Enough memory for what the figures touch, few checkpoints within a run, and everything durable.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
        ["shared_buffers"] = "1GB",
        ["max_wal_size"] = "4GB",
        ["max_connections"] = "200",
    };

    private readonly PostgresServer? started;

    private MeasuredServer(PostgresTarget target, PostgresServer? started) => (Target, this.started) = (target, started);

    public PostgresTarget Target { get; }

    /// <param name="connectionString">A server that runs already; null starts one.</param>
    /// <param name="folder">Where the started server's data goes; null for the system's temporary folder.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<MeasuredServer> OpenAsync(
        string? connectionString, string? folder, CancellationToken cancellation)
    {
        if (connectionString is not null)
        {
            return new MeasuredServer(await PostgresTarget.OpenAsync(connectionString, cancellation), started: null);
        }
        var server = await PostgresServer.StartAsync(
            new PostgresServerSettings { IsDurable = true, Settings = Settings, Folder = folder }, cancellation);
        try
        {
            return new MeasuredServer(
                await PostgresTarget.OpenAsync(server.ConnectionString(), cancellation), server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;
}
