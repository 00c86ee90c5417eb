using Npgsql;

namespace Cabinet.Limits.Postgres;

/// <summary>
/// One row every 20 ms: committed, announced by a notification that nobody syncs for, heard, claimed by a commit.
/// </summary>
/// <remarks>
/// Both sides run in this process, so that what is measured is three round trips of which two are synced, on a machine
/// that falls asleep between rows: each of them takes longer than it does in a loop without pauses.
/// </remarks>
internal static class HandOver
{
    private const int Rows = 500;
    private const int WarmUp = 50;

    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(20);

    /// <summary>Milliseconds from before a row's insert to after the commit of its claim.</summary>
    public static async Task<double> MeasureAsync(Database database, int percentile)
    {
        await using var producer = await database.ConnectAsync();
        await using var herald = await database.OpenAsync();
        await using var notify = new NpgsqlCommand(
            "SELECT set_config('synchronous_commit', 'off', true), pg_notify('limit_job', '')", herald);
        await notify.PrepareAsync();
        await using var worker = await database.ConnectAsync();
        await using var listener = await database.OpenAsync();
        await using (var listen = new NpgsqlCommand("LISTEN limit_job", listener))
        {
            await listen.ExecuteNonQueryAsync();
        }
        var times = new List<double>(Rows + WarmUp);
        using var ticks = new PeriodicTimer(Gap, TimeProvider.System);
        while (times.Count < Rows + WarmUp)
        {
            await ticks.WaitForNextTickAsync();
            var started = TimeProvider.System.GetTimestamp();
            var heard = Task.Run(() => HearAsync(listener, worker));
            await producer.InsertAsync();
            await notify.ExecuteNonQueryAsync();
            var claimed = await heard;
            times.Add(TimeProvider.System.GetElapsedTime(started, claimed.At).TotalMilliseconds);
            await worker.CompleteAsync(claimed.Rows);
        }
        var timed = times.Skip(WarmUp).Order().ToArray();
        return timed[timed.Length * percentile / 100];
    }

    private static async Task<(Guid[] Rows, long At)> HearAsync(NpgsqlConnection listener, Session worker)
    {
        await listener.WaitAsync();
        return (await worker.ClaimAsync(1), TimeProvider.System.GetTimestamp());
    }
}
