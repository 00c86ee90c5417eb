using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Queue;

/// <summary>SQLite, or whatever else keeps a queue in a folder and runs it by one process.</summary>
internal sealed class FolderStore(OpenQueue open) : IQueueStore
{
    public string Name => "sqlite";

    public IReadOnlyList<BulkShape> Bulk { get; } = [new("bulk", "insert-500", 500)];

    public bool HasManyNodes => false;

    public int? ServerProcess => null;

    public Func<string, CancellationToken, Task<double>> Limit(string figure) => LimitProgram.Measuring(figure);

    public Task<QueuePlace> CreateAsync(string folder, CancellationToken cancellation) =>
        Task.FromResult(new QueuePlace(folder, connectionString: null));

    public Task<IQueueUnderTest> OpenAsync(
        QueuePlace place, Retention kept, JobMeter? workers, CancellationToken cancellation) =>
        open(place.Folder, kept, workers, cancellation);

    public Task SettleAsync(QueuePlace place, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IAsyncDisposable?> HoldAsync(
        QueuePlace place, HeldTransaction transaction, CancellationToken cancellation) =>
        Task.FromResult<IAsyncDisposable?>(null);
}
