namespace Cabinet.Bench.Servers;

/// <summary>The server that a run measures: one that the caller names, or one that is started for it.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private MeasuredServer(PostgresTarget target) => Target = target;

    public PostgresTarget Target { get; }

    /// <param name="connectionString">A server that runs already; null starts one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<MeasuredServer> OpenAsync(string? connectionString, CancellationToken cancellation) =>
        new(await PostgresTarget.OpenAsync(
            connectionString ?? throw new InvalidOperationException("Give --connection."), cancellation));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
