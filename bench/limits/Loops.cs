using SQLitePCL;

namespace Cabinet.Limits;

/// <summary>The three loops. Each commit is synced (WAL, synchronous=FULL) before the next statement.</summary>
internal static class Loops
{
    private static readonly byte[] Payload = Enumerable.Range(0, 200).Select(index => (byte)(index * 31)).ToArray();

    /// <summary>Rows a second when <paramref name="batch"/> rows share one commit.</summary>
    public static double Insert(string path, int batch, int rows)
    {
        using var database = new Database(path);
        InsertRows(database, batch, rows / 10);
        var started = TimeProvider.System.GetTimestamp();
        InsertRows(database, batch, rows);
        return PerSecond(rows, started);
    }

    /// <summary>Jobs a second, claimed by one commit and deleted by the next, from a table filled before.</summary>
    public static double ClaimAndComplete(string path, int batch, int rows)
    {
        using var database = new Database(path);
        InsertRows(database, 500, rows + (rows / 10));
        Drain(database, batch, rows / 10);
        var started = TimeProvider.System.GetTimestamp();
        Drain(database, batch, rows);
        return PerSecond(rows, started);
    }

    /// <summary>Milliseconds from before one row's insert to after the commit of its claim.</summary>
    public static double InsertThenClaim(string path, int percentile, int rows)
    {
        using var database = new Database(path);
        var times = new List<double>(rows);
        for (var row = 0; row < rows + (rows / 10); row++)
        {
            var started = TimeProvider.System.GetTimestamp();
            InsertRows(database, 1, 1);
            database.Run(database.Begin);
            var claimed = Claim(database, 1);
            database.Run(database.Commit);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            Complete(database, claimed);
        }
        var timed = times.Skip(rows / 10).Order().ToArray();
        return timed[timed.Length * percentile / 100];
    }

    private static void InsertRows(Database database, int batch, int rows)
    {
        for (var done = 0; done < rows; done += batch)
        {
            database.Run(database.Begin);
            for (var row = 0; row < batch; row++)
            {
                raw.sqlite3_bind_blob(database.Insert, 1, database.NextId());
                raw.sqlite3_bind_blob(database.Insert, 2, Payload);
                database.Run(database.Insert);
            }
            database.Run(database.Commit);
        }
    }

    private static void Drain(Database database, int batch, int rows)
    {
        for (var done = 0; done < rows; done += batch)
        {
            database.Run(database.Begin);
            var claimed = Claim(database, batch);
            database.Run(database.Commit);
            Complete(database, claimed);
        }
    }

    private static List<byte[]> Claim(Database database, int batch)
    {
        var claimed = new List<byte[]>(batch);
        raw.sqlite3_bind_int(database.Claim, 1, batch);
        while (database.Step(database.Claim))
        {
            claimed.Add(raw.sqlite3_column_blob(database.Claim, 0).ToArray());
            _ = raw.sqlite3_column_blob(database.Claim, 1).ToArray();
        }
        return claimed;
    }

    private static void Complete(Database database, List<byte[]> claimed)
    {
        database.Run(database.Begin);
        foreach (var id in claimed)
        {
            raw.sqlite3_bind_blob(database.Delete, 1, id);
            database.Run(database.Delete);
        }
        database.Run(database.Commit);
    }

    private static double PerSecond(int rows, long started) =>
        Math.Round(rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
}
