using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Reading;
using Cabinet.Postgres.Servers;
using Cabinet.Postgres.Tests.Writing;

namespace Cabinet.Postgres.Tests.Reading;

/// <summary>Every search goes by an index: none walks over a table as it lies.</summary>
public sealed class SearchPlanTests : OperationTests
{
    public static TheoryData<string, string[], string> Walks => new()
    {
        { "job", JobSearchSql.ById, "job_pkey" },
        { "job", JobSearchSql.ByTag, "job_tag_pkey" },
        { "job", JobSearchSql.ByQueue, "job_ready" },
        { "job", JobSearchSql.ByQueue, "job_due" },
        { "job", JobSearchSql.ByQueue, "job_suspect" },
        { "job", JobSearchSql.ByQueue, "job_front" },
        { "job", JobSearchSql.Scheduled, "job_due" },
        { "job", JobSearchSql.Suspect, "job_suspect" },
        { "job", JobSearchSql.Running, "job_pkey" },
        { "job", JobSearchSql.ByPartition, "gate_pkey" },
        { "job", JobSearchSql.ByQueueAndPartition, "gate_pkey" },
        { "job", JobSearchSql.ByQueueAndPartition, "job_due" },
        { "dead_letter", DeadLetterSearchSql.ById, "dead_letter_pkey" },
        { "dead_letter", DeadLetterSearchSql.ByCause, "dead_letter_cause" },
        { "dead_letter", DeadLetterSearchSql.ByTag, "job_tag_pkey" },
        { "dead_letter", DeadLetterSearchSql.ByType, "dead_letter_type" },
        { "history", HistorySearchSql.ById, "history_id" },
        { "history", HistorySearchSql.ByTime, "history_ended_at" },
    };

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task A_search_goes_by_its_index(string table, string[] statements, string index)
    {
        var database = StoreConnections.Build(
            new PostgresStoreOptions
            {
                ConnectionString = await TestServer.OpenAsync(PostgresVersion.V15),
                Schema = Schema.Name,
            },
            maximumConnections: 2);
        await using var connections = database.Source;
        var source = new ReaderSource(() => database);
        foreach (var statement in statements)
        {
            var plan = string.Join('\n', await source.ListAsync(
                "EXPLAIN " + statement,
                arguments => Bind(arguments, table),
                row => row.GetString(0),
                TestContext.Current.CancellationToken));

            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain($"Seq Scan on {table} ", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on job_tag ", plan, StringComparison.Ordinal);
        }
    }

    private static void Bind(Arguments arguments, string table)
    {
        arguments.Id(Guid.Empty).Int(Search.MaximumRows).Int(100).Text("queue").Text("type");
        _ = table == "job" ? arguments.Int((int?)null) : arguments.Small(null);
        arguments.Time(null).Time(null);
        if (table != "history")
        {
            arguments.Text("tag");
        }

        if (table == "job")
        {
            arguments.Text("partition");
        }

        if (table == "dead_letter")
        {
            arguments.Text("cause");
        }
    }
}
