using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace Cabinet.Peers;

/// <summary>Hangfire with Hangfire.PostgreSql. It has no call that enqueues many jobs in one commit.</summary>
internal sealed class HangfirePeer : IPeer
{
    private const string AcrossProcesses = "across processes";

    public string Name => "Hangfire + PostgreSQL";

    public string Version => $"{Package.VersionOf<PostgreSqlStorage>()} (Hangfire {Package.VersionOf<BackgroundJob>()})";

    public IReadOnlyList<PeerFigure> Figures { get; } =
    [
        new("fastest", "enqueue-1", "BackgroundJobClient.Enqueue"),
        new("fastest", "enqueue-8", "BackgroundJobClient.Enqueue"),
        new("fastest", "drain", "20 workers, QueuePollInterval 1 s, UseSlidingInvisibilityTimeout") { Jobs = 1_500 },
        new("fastest", "latency", "defaults")
        {
            IsProducerInside = true,
            Note = "producer in the worker's process, which is woken without the database",
        },
        new(AcrossProcesses, "latency", "EnableLongPolling in both processes"),
    ];

    public Task<IPeerQueue> OpenAsync(PeerFigure figure, string connectionString)
    {
        var options = new PostgreSqlStorageOptions { EnableLongPolling = figure.Mode == AcrossProcesses };
        var server = new BackgroundJobServerOptions { ShutdownTimeout = TimeSpan.FromSeconds(1) };
        if (figure.Figure == "drain")
        {
            options.QueuePollInterval = TimeSpan.FromSeconds(1);
            options.UseSlidingInvisibilityTimeout = true;
            server.WorkerCount = 20;
        }
        var storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
        return Task.FromResult<IPeerQueue>(new Queue(storage, server, new Database(connectionString)));
    }

    private sealed class Queue(PostgreSqlStorage storage, BackgroundJobServerOptions options, Database database)
        : IPeerQueue
    {
        private readonly BackgroundJobClient client = new(storage);
        private BackgroundJobServer? server;

        public Task EnqueueAsync(string payload)
        {
            client.Enqueue(() => HangfireJob.Run(payload));
            return Task.CompletedTask;
        }

        public Task EnqueueManyAsync(int jobs, string payload) =>
            Callers.RepeatAsync(8, jobs, () => EnqueueAsync(payload));

        public Task WorkAsync(Action<string> started)
        {
            HangfireJob.Started = started;
            server = new BackgroundJobServer(options, storage);
            return Task.CompletedTask;
        }

        public Task<bool> IsEmptyAsync() => database.AskAsync(
            "SELECT NOT EXISTS (SELECT FROM hangfire.job WHERE statename IN ('Enqueued', 'Processing'))");

        public ValueTask DisposeAsync()
        {
            server?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
