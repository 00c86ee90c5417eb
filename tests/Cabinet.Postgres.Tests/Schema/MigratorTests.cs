using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Infrastructure.Relational;

namespace Cabinet.Postgres.Tests.Schema;

public sealed class MigratorTests : SchemaTests
{
    [Fact]
    public async Task The_status_of_a_missing_schema_is_version_0_and_creates_nothing()
    {
        var status = await Migrator().ReadStatusAsync(Cancel);
        Assert.Equal((0, "0001_store"), (status.Current, status.Pending[0]));
        Assert.Contains(Schema.Name, status.Store, StringComparison.Ordinal);
        Assert.False(await ReadAsync<bool>($"SELECT to_regnamespace('{Schema.Name}') IS NOT NULL"));
    }

    [Fact]
    public async Task A_migrated_store_is_current_and_migrating_again_changes_nothing()
    {
        var status = await Migrator().MigrateAsync(Cancel);
        Assert.Equal((status.Latest, 0), (status.Current, status.Pending.Count));
        Assert.Equal(status.Current, (await Migrator().MigrateAsync(Cancel)).Current);
        Assert.Equal(status.Current, (await Migrator().ReadStatusAsync(Cancel)).Current);
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task Several_migrators_at_once_apply_each_migration_once()
    {
        var all = Enumerable.Range(0, 8).Select(_ => Migrator().MigrateAsync(Cancel).AsTask());
        Assert.All(await Task.WhenAll(all), status => Assert.Empty(status.Pending));
        Assert.Equal(
            PostgresScripts.All.Count, await ReadAsync<long>("SELECT count(*) FROM cabinet.schema_migration"));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        var broken = new MigrationScript(
            "0999_broken.sql", "-- minimum-compatible: 1\nCREATE TABLE cabinet.half (id integer);\nSELECT 1 / 0;\n");
        await FailAsync(Migrator(broken).MigrateAsync(Cancel));
        Assert.False(await ReadAsync<bool>("SELECT to_regclass('cabinet.half') IS NOT NULL"));
        Assert.Equal(PostgresScripts.All[^1].Number, (await Migrator().ReadStatusAsync(Cancel)).Current);
    }

    [Fact]
    public async Task A_busy_table_is_waited_for_shortly_and_then_tried_again()
    {
        await Migrator().MigrateAsync(Cancel);
        await using var busy = await ConnectAsync();
        await using var transaction = await busy.BeginTransactionAsync(Cancel);
        await ExecuteAsync(busy, "LOCK TABLE cabinet.job IN ACCESS SHARE MODE");
        var more = new MigrationScript(
            "0999_more.sql", "-- minimum-compatible: 1\nALTER TABLE cabinet.job ADD COLUMN extra integer;\n");
        var migration = Migrator(more).MigrateAsync(Cancel).AsTask();

        // Once its first attempt gave up, others have read the table although the migration isn't done.
        await UntilAsync("""
            SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'cabinet.job'::regclass)
            """);
        await ExecuteAsync("SELECT count(*) FROM cabinet.job");
        Assert.False(migration.IsCompleted);
        await transaction.RollbackAsync(Cancel);
        Assert.Equal(more.Number, (await migration).Current);
    }

    [Fact]
    public async Task A_store_that_needs_a_newer_release_is_refused_by_migrator_and_driver()
    {
        await Migrator().MigrateAsync(Cancel);
        await ExecuteAsync("INSERT INTO cabinet.schema_migration VALUES (999, '0999_future', 'x', 999, now())");
        var exception = await FailAsync(Migrator().MigrateAsync(Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, exception.Fault);
        Assert.Contains("newer release", exception.Message, StringComparison.Ordinal);

        await using var driver = OpenDriver();
        exception = await FailAsync(driver.CommitAsync(Sample(), Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, exception.Fault);
    }

    [Fact]
    public async Task A_newer_store_that_tolerates_this_release_is_opened_and_not_compared()
    {
        await Migrator().MigrateAsync(Cancel);
        await ExecuteAsync("INSERT INTO cabinet.schema_migration VALUES (999, '0999_future', 'x', 1, now())");
        Assert.Empty((await Migrator().MigrateAsync(Cancel)).Pending);
        await using var driver = OpenDriver();
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(Sample(), Cancel));
        Assert.Contains(
            "couldn't be compared", Assert.Single(await Migrator().FindDriftAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_without_a_schema_says_what_to_do()
    {
        await using var driver = OpenDriver();
        var exception = await FailAsync(driver.CommitAsync(Sample(), Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, exception.Fault);
        Assert.Contains("cabinet db migrate", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no schema yet", Assert.Single(await Migrator().FindDriftAsync(Cancel)), StringComparison.Ordinal);
    }

    private static WriteSet Sample() =>
        new(new Application.Persistence.Operations.RegisterNode(new Conformance.StoreSamples().Node()));

    private async Task UntilAsync(string condition)
    {
        while (!await ReadAsync<bool>(condition))
        {
            Cancel.ThrowIfCancellationRequested();
        }
    }
}
