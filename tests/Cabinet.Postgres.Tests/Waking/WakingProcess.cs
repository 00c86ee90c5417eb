using System.Threading.Channels;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Waking;
using Npgsql;

namespace Cabinet.Postgres.Tests.Waking;

/// <summary>One process's end of the broadcast, with what it heard.</summary>
internal sealed class WakingProcess : IAsyncDisposable
{
    private static readonly WakingTimes Quick = new()
    {
        PingInterval = TimeSpan.FromMilliseconds(300), AnswerTimeout = TimeSpan.FromSeconds(1),
    };

    private static int last;

    private readonly Channel<QueueName?> heard = Channel.CreateUnbounded<QueueName?>();
    private readonly NpgsqlDataSource source;

    public WakingProcess(PostgresStoreOptions options)
    {
        source = NpgsqlDataSource.Create(options.ConnectionString + ";No Reset On Close=true");
        var id = new Guid(Interlocked.Increment(ref last), 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
        Broadcast = new PostgresQueueBroadcast(options, () => source, id, Log, TimeProvider.System, Quick);
    }

    public PostgresQueueBroadcast Broadcast { get; }

    public EventLog Log { get; } = new();

    /// <summary>Begins to listen, and completes when it does.</summary>
    public async Task<IDisposable> ListenAsync()
    {
        var listening = Broadcast.Listen(
            queue => heard.Writer.TryWrite(queue), () => heard.Writer.TryWrite(null));
        Assert.Null(await HearAsync());
        return listening;
    }

    /// <summary>The next that was heard; null for all queues.</summary>
    public async Task<QueueName?> HearAsync() => await heard.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Broadcast.DisposeAsync();
        await source.DisposeAsync();
    }
}
