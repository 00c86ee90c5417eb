using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Postgres;

namespace Cabinet.Postgres.Tests.Schema;

/// <summary>Jobs come and go, and what they leave behind is used again: no relation grows with the number of jobs.</summary>
public sealed class ChurnTests : SchemaTests
{
    private const int Jobs = 2_000;
    private const int Batch = 500;
    private const int CyclesToSettle = 4;
    private const int CyclesAfterwards = 16;

    private readonly StoreSamples samples = new();

    [Fact]
    public async Task After_a_few_cycles_of_jobs_retention_and_vacuum_no_relation_grows()
    {
        // A database of its own: what others have open in theirs keeps no row alive here.
        var database = await Server.CreateDatabaseAsync(Cancel);
        ConnectionString = database;
        var name = database.Split("Database=")[1].Split(';')[0];
        await Migrator().MigrateAsync(Cancel);
        await using var driver = OpenDriver();
        var node = samples.Node();
        await DoAsync(driver, new RegisterNode(node));
        for (var cycle = 0; cycle < CyclesToSettle; cycle++)
        {
            await CycleAsync(driver, node, name);
        }

        var settled = await SizesAsync(name);
        for (var cycle = 0; cycle < CyclesAfterwards; cycle++)
        {
            await CycleAsync(driver, node, name);
        }

        var later = await SizesAsync(name);
        Assert.True(settled.Values.Sum() > 1_000_000, $"{settled.Values.Sum()} bytes hold nothing worth measuring.");

        // Where a row finds room is the server's to choose, and an automatic ANALYZE that has its snapshot open during a
        // vacuum costs a whole cycle's bytes once. What is never used again would make it five times as much.
        Assert.All(
            later,
            relation => Assert.True(
                relation.Value <= (settled[relation.Key] * 9 / 4) + 65_536,
                $"{relation.Key} had {settled[relation.Key]} bytes and has {relation.Value}"));
    }

    [Theory]
    [InlineData("lease", 0)]
    [InlineData("position", 0)]
    [InlineData("commit_key", 0)]
    [InlineData("job", 0.02)]
    [InlineData("history", 0.05)]
    public async Task A_table_through_which_everything_passes_is_vacuumed_early(string table, double factor)
    {
        await Migrator().MigrateAsync(Cancel);
        Assert.Equal(factor, await ReadAsync<double>(
            $"""
            SELECT split_part(option, '=', 2)::float8 FROM pg_class c, unnest(c.reloptions) AS option
            WHERE c.oid = 'cabinet.{table}'::regclass AND option LIKE 'autovacuum_vacuum_scale_factor=%'
            """));
    }

    // Every job is claimed in batches, ended with a record, and the records are pruned as retention does.
    private async Task CycleAsync(PostgresStoreDriver driver, NodeRecord node, string database)
    {
        var payload = StoreSamples.Sealed(new string('x', 200));
        for (var enqueued = 0; enqueued < Jobs; enqueued += Batch)
        {
            await DoAsync(driver, [.. Enumerable.Range(0, Batch).Select(
                _ => new EnqueueJob(samples.Job() with { Payload = payload }))]);
        }

        for (var ended = 0; ended < Jobs; ended += Batch)
        {
            var claim = await driver.ClaimAsync(
                new ClaimRequest(node.Id, StoreSamples.Queue, Batch, samples.Now), Cancel);
            Assert.Equal(Batch, claim.Jobs.Count);
            await DoAsync(driver, [.. claim.Jobs.Select(job => new EndJob(job.Lease, new HistoryRecord
            {
                Id = job.Id,
                Type = job.Type,
                Queue = job.Queue,
                End = JobEnd.Completed,
                Attempts = 1,
                CreatedAt = job.CreatedAt,
                EndedAt = samples.Now,
            }))]);
        }

        var pruned = 0L;
        while (pruned < Jobs)
        {
            pruned += (await DoAsync(driver, new PruneHistory(samples.Now.AddMinutes(1), 1_000))).Affected;
        }

        await Server.ExecuteAsync($"VACUUM {Schema.Quoted}.job, {Schema.Quoted}.history", database);
        await Server.ExecuteAsync($"VACUUM {Schema.Quoted}.lease, {Schema.Quoted}.position, {Schema.Quoted}.commit_key", database);
    }

    private async Task<Dictionary<string, long>> SizesAsync(string database) =>
        (await Server.ReadAsync<string[]>(
            $"""
            SELECT array_agg(c.relname || ' ' || pg_relation_size(c.oid)) FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '{Schema.Name}' AND c.relkind IN ('r', 'i')
            """,
            database)).ToDictionary(
                static line => line.Split(' ')[0],
                static line => long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<CommitResult.Committed> DoAsync(
        PostgresStoreDriver driver, params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operations), Cancel));
}
