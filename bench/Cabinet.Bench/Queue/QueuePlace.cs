namespace Cabinet.Bench.Queue;

/// <summary>Where one queue keeps everything; gone when it is disposed.</summary>
/// <param name="folder">Its files; on PostgreSQL only its root key.</param>
/// <param name="connectionString">Its database on a server; null when it is a file in the folder.</param>
/// <param name="removeAsync">Takes away what isn't in the folder.</param>
internal sealed class QueuePlace(string folder, string? connectionString, Func<ValueTask>? removeAsync = null)
    : IAsyncDisposable
{
    public string Folder { get; } = folder;

    public string? ConnectionString { get; } = connectionString;

    public ValueTask DisposeAsync() => removeAsync?.Invoke() ?? ValueTask.CompletedTask;
}
