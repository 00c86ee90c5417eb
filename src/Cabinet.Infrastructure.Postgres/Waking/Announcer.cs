using System.Threading.Channels;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>
/// Sends announcements: the first at once, those that come within the interval together at its end. What couldn't be sent
/// is sent again, at growing pauses, together with what came meanwhile.
/// </summary>
/// <param name="send">Sends; throws when it can't. Bounded in time.</param>
/// <param name="interval">The shortest time between two sends.</param>
/// <param name="times">The pauses after failures.</param>
/// <param name="report">Hears of each failure, and with null of the first success after one.</param>
/// <param name="time">Measures.</param>
internal sealed class Announcer(
    Func<IReadOnlyList<QueueName?>, Task> send,
    TimeSpan interval,
    WakingTimes times,
    Action<Exception?> report,
    TimeProvider time) : IAsyncDisposable
{
    private readonly AnnouncementBuffer buffer = new();
    private readonly Channel<bool> work = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly CancellationTokenSource closing = new();
    private readonly Lock sync = new();
    private Task? running;
    private int failures;

    /// <summary>Announces a queue; null announces all. Does nothing once it is closed.</summary>
    public void Announce(QueueName? queue)
    {
        if (buffer.Add(queue) && work.Writer.TryWrite(true) && running is null)
        {
            Start();
        }
    }

    /// <summary>Sends what waits, once, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        work.Writer.TryComplete();
        await closing.CancelAsync();
        Task? last;
        lock (sync)
        {
            last = running;
        }

        if (last is not null)
        {
            await last;
        }
    }

    private void Start()
    {
        lock (sync)
        {
            running ??= Task.Run(RunAsync, CancellationToken.None);
        }
    }

    private async Task RunAsync()
    {
        while (await work.Reader.WaitToReadAsync())
        {
            work.Reader.TryRead(out _);
            await SendAsync();
            await PauseAsync(failures == 0 ? interval : times.PauseAfter(failures));
        }

        await SendAsync();
    }

    private async Task SendAsync()
    {
        var queues = buffer.Take();
        if (queues.Count == 0)
        {
            return;
        }

        try
        {
            await send(queues);
            if (failures > 0)
            {
                failures = 0;
                report(null);
            }
        }
        catch (Exception trouble)
        {
            // Whatever it is: nobody must notice but the log, and the workers elsewhere who then poll.
            failures++;
            report(trouble);
            foreach (var queue in queues)
            {
                buffer.Add(queue);
            }

            work.Writer.TryWrite(true);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, closing.Token);
        }
        catch (OperationCanceledException)
        {
            // It ends; what waits goes out now.
        }
    }
}
