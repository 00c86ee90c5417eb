using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests.Schema;

public sealed class MigratorTests : IDisposable
{
    private readonly TemporaryStore store = new();
    private readonly ServiceProvider services;

    public MigratorTests() => services = store.Services();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IStoreMigrator Migrator => services.GetRequiredService<IStoreMigrator>();

    public void Dispose()
    {
        services.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task The_status_of_a_missing_file_is_version_0_and_creates_nothing()
    {
        var status = await Migrator.ReadStatusAsync(Cancel);
        Assert.Equal((0, "0001_store"), (status.Current, status.Pending[0]));
        Assert.Contains(store.Path, status.Store, StringComparison.Ordinal);
        Assert.False(File.Exists(store.Path));
    }

    [Fact]
    public async Task A_migrated_store_is_current_and_migrating_again_changes_nothing()
    {
        var status = await Migrator.MigrateAsync(Cancel);
        Assert.Equal((status.Latest, 0), (status.Current, status.Pending.Count));
        Assert.Equal(status.Current, (await Migrator.MigrateAsync(Cancel)).Current);
        Assert.Equal(status.Current, (await Migrator.ReadStatusAsync(Cancel)).Current);
        Assert.Empty(await Migrator.FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task Several_migrators_at_once_apply_each_migration_once()
    {
        var all = Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var others = store.Services();
            return await others.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancel);
        });
        Assert.All(await Task.WhenAll(all), status => Assert.Empty(status.Pending));
        Assert.Empty(await Migrator.FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task The_file_has_the_settings_that_can_only_be_made_at_its_birth()
    {
        await Migrator.MigrateAsync(Cancel);
        using var connection = SqliteConnection.Open(store.Path, mayCreate: false);
        Assert.Equal(2, connection.ReadInt64("PRAGMA auto_vacuum"));
        Assert.Equal(0x43424E54, connection.ReadInt64("PRAGMA application_id"));
        using var mode = connection.PrepareOnce("PRAGMA journal_mode");
        Assert.True(mode.Step());
        Assert.Equal("wal", mode.Text(0));
    }

    [Theory]
    [InlineData("DROP INDEX job_task", "The index job_task is missing.")]
    [InlineData("CREATE INDEX extra ON task (state)", "The index extra isn't part of the schema.")]
    [InlineData("ALTER TABLE task ADD COLUMN extra INTEGER", "The table task was changed")]
    [InlineData("UPDATE schema_migration SET checksum = 'other' WHERE number = 1", "applied with another text")]
    public async Task Drift_is_named(string change, string expected)
    {
        await Migrator.MigrateAsync(Cancel);
        Execute(change);
        Assert.Contains(expected, Assert.Single(await Migrator.FindDriftAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_the_applications_own_are_no_drift()
    {
        await Migrator.MigrateAsync(Cancel);
        Execute("CREATE TABLE own_row (id INTEGER); CREATE INDEX own_index ON own_row (id)");
        Assert.Empty(await Migrator.FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task A_damaged_file_is_drift_too()
    {
        await Migrator.MigrateAsync(Cancel);
        using (var file = File.OpenWrite(store.Path))
        {
            file.Position = file.Length - 4096;
            file.Write(Enumerable.Repeat((byte)0x5A, 4096).ToArray());
        }

        var findings = await Migrator.FindDriftAsync(Cancel);
        Assert.Contains(findings, finding => finding.StartsWith("The file is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_needs_a_newer_release_is_refused_by_migrator_and_driver()
    {
        await Migrator.MigrateAsync(Cancel);
        Execute("INSERT INTO schema_migration VALUES (999, '0999_future', 'x', 999, 0)");
        var exception = await Assert.ThrowsAsync<StoreException>(async () => await Migrator.MigrateAsync(Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, exception.Fault);
        Assert.Contains("newer release", exception.Message, StringComparison.Ordinal);

        await using var driver = store.OpenDriver();
        exception = await Assert.ThrowsAsync<StoreException>(async () => await driver.Nodes.ListAsync(Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, exception.Fault);
    }

    [Fact]
    public async Task A_newer_store_that_tolerates_this_release_is_opened()
    {
        await Migrator.MigrateAsync(Cancel);
        Execute("INSERT INTO schema_migration VALUES (999, '0999_future', 'x', 1, 0)");
        Assert.Empty((await Migrator.MigrateAsync(Cancel)).Pending);
        await using var driver = store.OpenDriver();
        Assert.Empty(await driver.Nodes.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_store_without_a_schema_says_what_to_do()
    {
        await File.WriteAllBytesAsync(store.Path, [], Cancel);
        await using var driver = store.OpenDriver();
        var exception = await Assert.ThrowsAsync<StoreException>(async () => await driver.Nodes.ListAsync(Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, exception.Fault);
        Assert.Contains("cabinet db migrate", exception.Message, StringComparison.Ordinal);
    }

    private void Execute(string script)
    {
        using var connection = SqliteConnection.Open(store.Path, mayCreate: false);
        connection.Execute(script);
    }
}
