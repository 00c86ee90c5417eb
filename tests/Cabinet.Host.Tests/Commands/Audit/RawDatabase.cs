using SQLitePCL;

namespace Cabinet.Host.Tests.Commands.Audit;

/// <summary>A database file in the hands of somebody who knows SQL and not Cabinet.</summary>
internal static class RawDatabase
{
    static RawDatabase() => Batteries_V2.Init();

    /// <summary>Runs SQL on the store of a data folder.</summary>
    public static void Execute(string data, string sql)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(Path.Combine(data, "cabinet.db"), out var database));
        using (database)
        {
            Assert.True(raw.sqlite3_exec(database, sql, out var error) == raw.SQLITE_OK, error);
        }
    }
}
