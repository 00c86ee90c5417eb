using Cabinet.Bench.Servers;
using Cabinet.Domain.Jobs;
using Npgsql;

namespace Cabinet.Bench.Queue;

/// <summary>PostgreSQL: each queue has a database of its own on one server.</summary>
internal sealed class PostgresStore(PostgresTarget server) : IQueueStore
{
    public string Name => "postgres";

    public IReadOnlyList<BulkShape> Bulk { get; } =
    [
        new("bulk", "copy-1000", 1_000),
        new("bulk-10000", "copy-10000", 10_000),
    ];

    public bool HasManyNodes => true;

    public int? ServerProcess => server.Process;

    public Func<string, CancellationToken, Task<double>> Limit(string figure) => async (_, cancellation) =>
    {
        await using var database = await server.CreateDatabaseAsync(cancellation);
        return await LimitProgram.MeasureOnPostgresAsync(figure, database.ConnectionString, cancellation);
    };

    public async Task<QueuePlace> CreateAsync(string folder, CancellationToken cancellation)
    {
        var database = await server.CreateDatabaseAsync(cancellation);
        return new QueuePlace(folder, database.ConnectionString, database.DisposeAsync);
    }

    public Task<IQueueUnderTest> OpenAsync(
        QueuePlace place, Retention kept, JobMeter? workers, CancellationToken cancellation) =>
        CabinetQueue.OpenOnPostgresAsync(place.Folder, place.ConnectionString!, kept, workers, cancellation);

    public async Task SettleAsync(QueuePlace place, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(place.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("VACUUM ANALYZE", connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<IAsyncDisposable?> HoldAsync(
        QueuePlace place, HeldTransaction transaction, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(place.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = transaction == HeldTransaction.Reading
            ? new NpgsqlCommand(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT count(*) FROM pg_class", connection)
            : new NpgsqlCommand(
                "CREATE TABLE IF NOT EXISTS bystander(id int); BEGIN; INSERT INTO bystander VALUES (1)", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        return connection; // Closing it rolls the transaction back.
    }
}
