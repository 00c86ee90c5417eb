using Rebus.Activation;
using Rebus.Backoff;
using Rebus.Bus;
using Rebus.Config;
using Rebus.PostgreSql.Transport;
using Rebus.Transport;

namespace Cabinet.Peers;

/// <summary>Rebus with its PostgreSQL transport. It has no wake-up: how soon a job starts is how often it polls.</summary>
internal sealed class RebusPeer : IPeer
{
    private const string Table = "measured_messages";

    public string Name => "Rebus + PostgreSQL";

    public string Version => $"{Package.VersionOf<PostgreSqlTransport>()} (Rebus {Package.VersionOf<RebusConfigurer>()})";

    public IReadOnlyList<PeerFigure> Figures { get; } =
    [
        new("fastest", "enqueue-1", "SendLocal"),
        new("fastest", "enqueue-8", "SendLocal"),
        new("fastest", "bulk", "1000 sends in one RebusTransactionScope"),
        new("fastest", "drain", "2 workers, parallelism 20, SetBackoffTimes(1 ms)") { Jobs = 6_000 },
        new("fastest", "latency", "2 workers, parallelism 20, SetBackoffTimes(1 ms)"),
    ];

    public Task<IPeerQueue> OpenAsync(PeerFigure figure, string connectionString)
    {
        var activator = new BuiltinHandlerActivator();
        var bus = Configure.With(activator)
            .Logging(logging => logging.None())
            .Transport(transport => transport.UsePostgreSql(connectionString, Table, "measured"))
            .Options(options =>
            {
                options.SetNumberOfWorkers(0);
                options.SetMaxParallelism(20);
                options.SetBackoffTimes(TimeSpan.FromMilliseconds(1));
            })
            .Start();
        return Task.FromResult<IPeerQueue>(new Queue(activator, bus, new Database(connectionString)));
    }

    private sealed class Queue(BuiltinHandlerActivator activator, IBus bus, Database database) : IPeerQueue
    {
        public Task EnqueueAsync(string payload) => bus.SendLocal(new RebusJob(payload));

        public async Task EnqueueManyAsync(int jobs, string payload)
        {
            using var scope = new RebusTransactionScope();
            for (var job = 0; job < jobs; job++)
            {
                await EnqueueAsync(payload);
            }
            await scope.CompleteAsync();
        }

        public Task WorkAsync(Action<string> started)
        {
            activator.Handle<RebusJob>(job =>
            {
                started(job.Text);
                return Task.CompletedTask;
            });
            bus.Advanced.Workers.SetNumberOfWorkers(2);
            return Task.CompletedTask;
        }

        public Task<bool> IsEmptyAsync() => database.AskAsync($"SELECT NOT EXISTS (SELECT FROM {Table})");

        public ValueTask DisposeAsync()
        {
            activator.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
