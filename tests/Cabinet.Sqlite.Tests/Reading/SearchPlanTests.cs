using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;

namespace Cabinet.Sqlite.Tests.Reading;

/// <summary>No search and no status scans a table: each goes by an index from where it begins.</summary>
public sealed class SearchPlanTests : StoreTest
{
    public static TheoryData<string, string> Plans { get; } = new()
    {
        { JobSearchSql.Rising, "SEARCH job USING INDEX job_id (id>?)" },
        { JobSearchSql.Falling, "SEARCH job USING INDEX job_id (id<?)" },
        { JobSearchSql.TaggedRising, "SEARCH job_tag USING PRIMARY KEY (tag=? AND id>?)" },
        { JobSearchSql.TaggedFalling, "SEARCH job_tag USING PRIMARY KEY (tag=? AND id<?)" },
        { JobSearchSql.ByKeys, "SEARCH job USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" },
        { JobSearchSql.ByKey, "SEARCH job USING INTEGER PRIMARY KEY (rowid=?)" },
        { JobSearchSql.ByPartition, "SEARCH gate USING PRIMARY KEY (queue=? AND kind=? AND partition=?)" },
        { DeadLetterSearching.Rising, "SEARCH dead_letter USING INDEX dead_letter_id (id>?)" },
        { DeadLetterSearching.Falling, "SEARCH dead_letter USING INDEX dead_letter_id (id<?)" },
        { DeadLetterSearching.CausedRising, "SEARCH dead_letter USING INDEX dead_letter_cause (cause=? AND id>?)" },
        { DeadLetterSearching.TaggedRising, "SEARCH job_tag USING PRIMARY KEY (tag=? AND id>?)" },
        { DeadLetterSearching.Typed, "SEARCH dead_letter USING INDEX dead_letter_type (type=? AND dead_at<?)" },
        { HistorySearching.Rising, "SEARCH history USING INDEX history_id (id>?)" },
        { HistorySearching.ByTime, "SEARCH history USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" },
        { QueueStatusSql.NextGroup, "SEARCH job USING INTEGER PRIMARY KEY (rowid>?)" },
        { QueueStatusSql.CountGroup, "SEARCH job USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" },
        { QueueStatusSql.Oldest, "SEARCH job USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" },
        { QueueStatusSql.NextDeadQueue, "SEARCH dead_letter USING COVERING INDEX dead_letter_queue (queue>?)" },
        { QueueStatusSql.CountDead, "SEARCH dead_letter USING COVERING INDEX dead_letter_queue (queue=? AND dead_at>?)" },
        { QueueStatusSql.Ended, "SEARCH history USING INTEGER PRIMARY KEY (rowid>?)" },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_read_goes_by_its_index(string sql, string step)
    {
        using var connection = ConnectionFactory.OpenReader(Store.Path);
        var row = connection.Prepare("EXPLAIN QUERY PLAN " + sql);
        var plan = new List<string>();
        while (row.Step())
        {
            plan.Add(row.Text(3));
        }

        Assert.Contains(step, plan);
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN ", StringComparison.Ordinal)
            && !line.Contains("SUBQUERY", StringComparison.Ordinal) && line != "SCAN CONSTANT ROW"
            && !line.StartsWith("SCAN (", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }
}
