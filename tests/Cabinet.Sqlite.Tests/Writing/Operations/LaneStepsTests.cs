using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Writing.Operations;
using SQLitePCL;

namespace Cabinet.Sqlite.Tests.Writing.Operations;

public sealed class LaneStepsTests : StoreTest
{
    [Fact]
    public async Task The_next_lane_is_found_without_reading_what_waits_in_this_one()
    {
        await Store.MigrateAsync();
        using var connection = SqliteConnection.Open(Store.Path, mayCreate: false);
        connection.Execute(
            """
            WITH RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < 10000)
            INSERT INTO gate (queue, partition, kind, place) SELECT 1, 'noisy', 0, n FROM place;
            INSERT INTO gate (queue, partition, kind, place) VALUES (1, 'noisy', 1, 1), (1, 'quiet', 0, 1);
            """);
        using var next = connection.PrepareNow(ClaimSql.NextLane);

        Assert.Equal(("quiet", 0), Behind(next, "noisy", 0));
        Assert.Equal(("noisy", 1), Behind(next, "quiet", 0));
        Assert.InRange(raw.sqlite3_stmt_status(next, raw.SQLITE_STMTSTATUS_VM_STEP, 0), 1, 500);
    }

    private static (string Partition, int Kind) Behind(sqlite3_stmt next, string partition, int kind)
    {
        raw.sqlite3_reset(next);
        raw.sqlite3_bind_int64(next, 1, 1);
        raw.sqlite3_bind_text(next, 2, partition);
        raw.sqlite3_bind_int(next, 3, kind);
        Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(next));
        return (raw.sqlite3_column_text(next, 0).utf8_to_string(), raw.sqlite3_column_int(next, 1));
    }
}
