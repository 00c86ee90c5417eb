using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>Wakes other processes by PostgreSQL's notifications, outside of any commit.</summary>
internal sealed class PostgresQueueBroadcast : IQueueBroadcast, IAsyncDisposable
{
    private readonly PostgresStoreOptions options;
    private readonly WakingTimes times;
    private readonly TimeProvider time;
    private readonly WakeChannel channel;
    private readonly WakingReports reports;
    private readonly Announcer announcer;
    private readonly Lock sync = new();
    private Task lastListener = Task.CompletedTask;
    private Listening? listening;

    /// <param name="options">The store's.</param>
    /// <param name="source">Announcements take their connections from here; asked at each.</param>
    /// <param name="process">Names this process among all that use the store.</param>
    /// <param name="logger">Hears of trouble.</param>
    /// <param name="time">Measures intervals and pauses.</param>
    /// <param name="times">When a listener counts as dead; null for the defaults.</param>
    public PostgresQueueBroadcast(
        PostgresStoreOptions options,
        Func<NpgsqlDataSource> source,
        Guid process,
        ILogger logger,
        TimeProvider time,
        WakingTimes? times = null)
    {
        this.options = options;
        this.time = time;
        this.times = times ?? WakingTimes.Default;
        channel = new WakeChannel(options.Schema, process);
        var label = StoreConnections.Label(new NpgsqlConnectionStringBuilder(options.ConnectionString));
        reports = new WakingReports(logger, label);
        var sender = new AnnouncementSender(source, channel, this.times);
        announcer = new Announcer(sender.SendAsync, options.WakeInterval, this.times, reports.Announced, time);
    }

    /// <inheritdoc />
    public void Announce(QueueName queue) => announcer.Announce(queue);

    /// <inheritdoc />
    public void AnnounceAll() => announcer.Announce(queue: null);

    /// <inheritdoc />
    public IDisposable Listen(Action<QueueName> heard, Action heardAll)
    {
        ArgumentNullException.ThrowIfNull(heard);
        ArgumentNullException.ThrowIfNull(heardAll);
        lock (sync)
        {
            if (listening is not null)
            {
                throw new InvalidOperationException("This process listens already.");
            }

            var previous = lastListener;
            var started = new Listening(token => RunAsync(previous, heard, heardAll, token), Ended);
            lastListener = started.Running;
            return listening = started;
        }
    }

    /// <summary>Announces what still waits, and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        Listening? open;
        lock (sync)
        {
            open = listening;
        }

        open?.Dispose();
        await announcer.DisposeAsync();
        await lastListener;
    }

    private async Task RunAsync(
        Task previous, Action<QueueName> heard, Action heardAll, CancellationToken stopping)
    {
        // The last one's connection is closed first: no more are used than are kept free.
        await previous;
        if (ListenTarget.Of(options) is not { } target)
        {
            reports.NotListening();
            return;
        }

        var source = ListenSource.Build(options, target, times);
        await new WakeListener(source, channel, times, Tell, reports.Listened, time).RunAsync(stopping);

        void Tell(QueueName? queue)
        {
            if (queue is { } one)
            {
                heard(one);
            }
            else
            {
                heardAll();
            }
        }
    }

    private void Ended()
    {
        lock (sync)
        {
            listening = null;
        }
    }
}
