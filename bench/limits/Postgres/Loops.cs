namespace Cabinet.Limits.Postgres;

/// <summary>The loops. Each commit is synced (fsync=on, synchronous_commit=on) before its call returns.</summary>
internal static class Loops
{
    private const int FillBatch = 10_000;

    /// <summary>Rows a second when each of so many clients commits one row at a time.</summary>
    public static async Task<double> InsertAsync(Database database, int clients, int rows)
    {
        var sessions = new List<Session>(clients);
        try
        {
            for (var client = 0; client < clients; client++)
            {
                sessions.Add(await database.ConnectAsync());
            }
            await EachAsync(sessions, rows / 10, session => session.InsertAsync());
            await database.AnalyzeAsync();
            var started = TimeProvider.System.GetTimestamp();
            await EachAsync(sessions, rows, session => session.InsertAsync());
            return PerSecond(rows, started);
        }
        finally
        {
            foreach (var session in sessions)
            {
                await session.DisposeAsync();
            }
        }
    }

    /// <summary>Rows a second when so many of them share one commit.</summary>
    public static async Task<double> BulkAsync(
        Database database, Func<Session, int, Task> insert, int batch, int rows)
    {
        await using var session = await database.ConnectAsync();
        await RepeatAsync(rows / 10 / batch, () => insert(session, batch));
        await database.AnalyzeAsync();
        var started = TimeProvider.System.GetTimestamp();
        await RepeatAsync(rows / batch, () => insert(session, batch));
        return PerSecond(rows, started);
    }

    /// <summary>Jobs a second that a client takes, from a table filled before.</summary>
    public static async Task<double> DrainAsync(Database database, Func<Session, Task<int>> take, int rows)
    {
        await using var session = await database.ConnectAsync();
        var warmUp = rows / 10;
        await RepeatAsync((rows + warmUp) / FillBatch, () => session.CopyAsync(FillBatch));
        await database.VacuumAnalyzeAsync();
        await TakeAsync(session, take, warmUp);
        var started = TimeProvider.System.GetTimestamp();
        await TakeAsync(session, take, rows);
        return PerSecond(rows, started);
    }

    /// <summary>Claimed by one commit, deleted by the next.</summary>
    public static async Task<int> ClaimAndCompleteAsync(Session session, int batch)
    {
        var claimed = await session.ClaimAsync(batch);
        await session.CompleteAsync(claimed);
        return claimed.Length;
    }

    /// <summary>Deleted by the commit that takes them.</summary>
    public static async Task<int> PopAsync(Session session, int batch) => (await session.PopAsync(batch)).Length;

    /// <summary>Milliseconds from before one row's insert to after the commit of its claim by another client.</summary>
    public static async Task<double> InsertThenClaimAsync(Database database, int percentile, int rows)
    {
        await using var producer = await database.ConnectAsync();
        await using var worker = await database.ConnectAsync();
        var warmUp = rows / 10;
        var times = new List<double>(rows + warmUp);
        for (var row = 0; row < rows + warmUp; row++)
        {
            if (row == warmUp)
            {
                await database.VacuumAnalyzeAsync();
            }
            var started = TimeProvider.System.GetTimestamp();
            await producer.InsertAsync();
            var claimed = await worker.ClaimAsync(1);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            await worker.CompleteAsync(claimed);
        }
        var timed = times.Skip(warmUp).Order().ToArray();
        return timed[timed.Length * percentile / 100];
    }

    private static async Task TakeAsync(Session session, Func<Session, Task<int>> take, int rows)
    {
        for (var done = 0; done < rows;)
        {
            var taken = await take(session);
            done += taken > 0 ? taken : throw new InvalidOperationException("The table ran empty before its time.");
        }
    }

    private static async Task RepeatAsync(int times, Func<Task> call)
    {
        for (var time = 0; time < times; time++)
        {
            await call();
        }
    }

    private static Task EachAsync(IReadOnlyList<Session> sessions, int calls, Func<Session, Task> call)
    {
        var taken = 0;
        return Task.WhenAll(sessions.Select(session => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref taken) <= calls)
            {
                await call(session);
            }
        })));
    }

    private static double PerSecond(int rows, long started) =>
        Math.Round(rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
}
