namespace Cabinet.Bench.Servers;

/// <summary>A database on the measured server; dropped when disposed.</summary>
internal sealed class BenchDatabase(string connectionString, Func<ValueTask> dropAsync) : IAsyncDisposable
{
    public string ConnectionString { get; } = connectionString;

    public ValueTask DisposeAsync() => dropAsync();
}
