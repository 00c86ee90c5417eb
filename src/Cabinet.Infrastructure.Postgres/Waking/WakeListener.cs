using System.Diagnostics.CodeAnalysis;
using Cabinet.Domain.Names;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>
/// Listens on a connection of its own, which is opened again after trouble, until it is stopped. A connection that was
/// silent is asked, through its own channel, whether it still hears.
/// </summary>
/// <param name="source">Opens the connection; belongs to the listener.</param>
/// <param name="channel">What to listen to.</param>
/// <param name="times">When to ask, and when to give up.</param>
/// <param name="heard">A queue was announced; null for all, and after each connection was made.</param>
/// <param name="report">Hears of trouble, and with null of each connection that listens.</param>
/// <param name="time">Measures pauses.</param>
internal sealed class WakeListener(
    NpgsqlDataSource source,
    WakeChannel channel,
    WakingTimes times,
    Action<QueueName?> heard,
    Action<Exception?> report,
    TimeProvider time)
{
    private int failures;
    private bool isAnswered;

    /// <summary>Listens until it is cancelled. Never throws.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var owned = source;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // Stopped.
            }
            catch (Exception trouble)
            {
                // Whatever it is: workers poll meanwhile.
                failures++;
                report(trouble);
                await PauseAsync(times.PauseAfter(failures), stopping);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await source.OpenConnectionAsync(stopping);
        connection.Notification += Take;
        await ExecuteAsync(connection, $"LISTEN {channel.Name}; LISTEN {channel.PingName}", stopping);
        await AskAsync(connection, stopping);
        failures = 0;
        report(null);

        // Whatever was announced while nobody listened is lost. What is announced from now on is heard.
        heard(null);
        while (true)
        {
            if (!await connection.WaitAsync(times.PingInterval, stopping))
            {
                await AskAsync(connection, stopping);
            }
        }
    }

    // An answer on the wire alone wouldn't do: a proxy may have changed the session behind it, which then doesn't listen.
    private async Task AskAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        isAnswered = false;
        await ExecuteAsync(connection, $"NOTIFY {channel.PingName}", stopping);
        while (!isAnswered)
        {
            if (!await connection.WaitAsync(times.AnswerTimeout, stopping))
            {
                throw new ListenerDeafException();
            }
        }
    }

    private void Take(object sender, NpgsqlNotificationEventArgs notification)
    {
        if (notification.Channel == channel.PingName)
        {
            isAnswered = true;
            return;
        }

        var message = WakeMessage.Read(notification.Payload);
        if (message.Process != channel.Process)
        {
            heard(message.Queue);
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Only the channels' names, which need no quoting, are put in.")]
    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(stopping);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pause, time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The loop looks whether it was stopped.
        }
    }
}
