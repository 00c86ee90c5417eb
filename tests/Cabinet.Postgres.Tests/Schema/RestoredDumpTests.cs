using System.Diagnostics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Postgres.Servers;
using Npgsql;

namespace Cabinet.Postgres.Tests.Schema;

/// <summary>A dump goes into a server whose transactions begin anew: no job may be lost, and none may run twice.</summary>
public sealed class RestoredDumpTests : SchemaTests
{
    private const string PgDump = "/usr/lib/postgresql/15/bin/pg_dump";
    private const string Psql = "/usr/lib/postgresql/15/bin/psql";

    // Commits of nothing, so that this server's transactions are far ahead of a new one's.
    private const string BurnSql =
        "DO $$ BEGIN FOR i IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$";

    private readonly StoreSamples samples = new();
    private readonly List<JobId> jobs = [];
    private NodeRecord dead = null!;

    [Fact]
    public async Task What_waits_is_claimed_in_its_order_and_what_ran_comes_back_when_its_node_is_dead()
    {
        Assert.SkipUnless(File.Exists(PgDump), "pg_dump of PostgreSQL 15 isn't installed; apt-get install postgresql-15");
        await FillAsync();
        await using var other = await PostgresServer.StartAsync(
            new PostgresServerSettings { Version = PostgresVersion.V15 }, Cancel);
        await CopyAsync(other);
        ConnectionString = other.ConnectionString();

        await using (var early = OpenDriver())
        {
            var refused = await FailAsync(early.ClaimAsync(Claim(dead.Id), Cancel));
            Assert.Equal(StoreFault.SchemaMismatch, refused.Fault);
            Assert.Contains("cabinet db migrate", refused.Message, StringComparison.Ordinal);
        }

        var finding = Assert.Single(await Migrator().FindDriftAsync(Cancel));
        Assert.Contains("a dump of another server", finding, StringComparison.Ordinal);
        await Migrator().MigrateAsync(Cancel);
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
        await RunEverythingAsync();
    }

    [Fact]
    public async Task Several_migrators_repair_it_once()
    {
        await FillAsync();
        await MoveAheadAsync();
        Assert.Single(await Migrator().FindDriftAsync(Cancel));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator().MigrateAsync(Cancel).AsTask()));
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
        await RunEverythingAsync();
    }

    [Fact]
    public async Task Jobs_ahead_are_found_although_nothing_was_ever_claimed()
    {
        await Migrator().MigrateAsync(Cancel);
        await using (var driver = OpenDriver())
        {
            await CommitAsync(driver, new EnqueueJob(samples.Job()));
        }

        await MoveAheadAsync();
        Assert.Single(await Migrator().FindDriftAsync(Cancel));
        await Migrator().MigrateAsync(Cancel);
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task A_store_that_was_not_restored_keeps_its_turns_and_positions()
    {
        await FillAsync();
        const string All = "SELECT string_agg(turn::text, ',' ORDER BY place) || (SELECT string_agg(p::text, ',') "
            + "FROM cabinet.position p) FROM cabinet.job";
        var before = await ReadAsync<string>(All);
        await Migrator().MigrateAsync(Cancel);
        Assert.Equal(before, await ReadAsync<string>(All));
    }

    // Five jobs in transactions of their own, of which two run.
    private async Task FillAsync()
    {
        await Server.ExecuteAsync(BurnSql);
        await Migrator().MigrateAsync(Cancel);
        await using var driver = OpenDriver();
        dead = samples.Node();
        await CommitAsync(driver, new RegisterNode(dead));
        for (var i = 0; i < 5; i++)
        {
            var job = samples.Job();
            jobs.Add(job.Id);
            await CommitAsync(driver, new EnqueueJob(job));
        }

        var claim = await driver.ClaimAsync(Claim(dead.Id, limit: 2), Cancel);
        Assert.Equal(jobs.Take(2), claim.Jobs.Select(job => job.Lease.Job));
    }

    // Claims what waits, then what comes new, and then what the dead node had; each job exactly once.
    private async Task RunEverythingAsync()
    {
        await using var driver = OpenDriver();
        var node = samples.Node();
        await CommitAsync(driver, new RegisterNode(node));
        var added = samples.Job();
        await CommitAsync(driver, new EnqueueJob(added));
        var claim = await driver.ClaimAsync(Claim(node.Id), Cancel);
        Assert.Equal([.. jobs.Skip(2), added.Id], claim.Jobs.Select(job => job.Lease.Job));

        var later = samples.Job();
        await CommitAsync(driver, new EnqueueJob(later));
        claim = await driver.ClaimAsync(Claim(node.Id), Cancel);
        Assert.Equal([later.Id], claim.Jobs.Select(job => job.Lease.Job));

        await CommitAsync(driver, new ExpireNode(dead.Id, dead.Beat));
        claim = await driver.ClaimAsync(Claim(node.Id, suspects: true), Cancel);
        Assert.Equal(jobs.Take(2), claim.Jobs.Select(job => job.Lease.Job));
        Assert.Empty((await driver.ClaimAsync(Claim(node.Id), Cancel)).Jobs);
        Assert.Empty((await driver.ClaimAsync(Claim(node.Id, suspects: true), Cancel)).Jobs);
    }

    private ClaimRequest Claim(NodeId node, int limit = 100, bool suspects = false) =>
        new(node, StoreSamples.Queue, limit, samples.Now, suspects);

    private static async Task CommitAsync(PostgresStoreDriver driver, WriteOperation operation) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operation), Cancel));

    // As a dump from a server with very many transactions looks on this one.
    private Task MoveAheadAsync() => ExecuteAsync(
        """
        UPDATE cabinet.job SET turn = (turn::text::bigint + 4000000000000)::text::xid8;
        UPDATE cabinet.position SET turns = ARRAY(
          SELECT CASE WHEN t.turn = '0' THEN '0'::xid8 ELSE (t.turn::text::bigint + 4000000000000)::text::xid8 END
          FROM unnest(turns) WITH ORDINALITY AS t (turn, at) ORDER BY t.at)
        """);

    private async Task CopyAsync(PostgresServer other)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Schema.Name}-{Environment.ProcessId}.sql");
        try
        {
            await RunAsync(PgDump, "-d", Uri(Server), "-n", Schema.Name, "-f", file);
            await RunAsync(Psql, "-q", "-X", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-d", Uri(other), "-f", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Uri(PostgresServer server)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString());
        return $"postgresql://{settings.Username}@{settings.Host}:{settings.Port}/{settings.Database}";
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, errors);
    }
}
