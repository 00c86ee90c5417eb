using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Infrastructure.Relational;

namespace Cabinet.Postgres.Tests.Schema;

/// <summary>Scripts whose statements run without a transaction, beside everything else.</summary>
public sealed class StatementStepsTests : SchemaTests
{
    private static readonly MigrationScript Indexes = new(
        "0999_indexes.sql",
        """
        -- minimum-compatible: 1
        -- no-transaction
        CREATE INDEX CONCURRENTLY IF NOT EXISTS first_extra ON cabinet.job (type);
        CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS second_extra
          ON cabinet.name (lower(text));

        """.ReplaceLineEndings("\n"));

    [Fact]
    public async Task They_are_applied_noted_and_expected()
    {
        Assert.Equal(2, Indexes.Statements.Count);
        var status = await Migrator(Indexes).MigrateAsync(Cancel);
        Assert.Equal((Indexes.Number, 0), (status.Current, status.Pending.Count));
        Assert.Empty(await Migrator(Indexes).FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task Several_migrators_at_once_do_not_wait_for_each_other_in_a_circle()
    {
        var all = Enumerable.Range(0, 4).Select(_ => Migrator(Indexes).MigrateAsync(Cancel).AsTask());
        Assert.All(await Task.WhenAll(all), status => Assert.Empty(status.Pending));
        Assert.Empty(await Migrator(Indexes).FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task What_was_interrupted_is_resumed_and_its_broken_index_made_anew()
    {
        await Migrator().MigrateAsync(Cancel);
        await ExecuteAsync(
            "INSERT INTO cabinet.name (text) VALUES ('same'), ('SAME')");

        // The second index can't be unique: it is left behind invalid, and the script isn't done.
        var exception = await FailAsync(Migrator(Indexes).MigrateAsync(Cancel));
        Assert.Equal(StoreFault.Unavailable, exception.Fault);
        Assert.False(await ReadAsync<bool>(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'cabinet.second_extra'::regclass"));
        Assert.Equal(PostgresScripts.All[^1].Number, (await Migrator(Indexes).ReadStatusAsync(Cancel)).Current);

        await ExecuteAsync("DELETE FROM cabinet.name WHERE text = 'SAME'");
        Assert.Equal(Indexes.Number, (await Migrator(Indexes).MigrateAsync(Cancel)).Current);
        Assert.Empty(await Migrator(Indexes).FindDriftAsync(Cancel));
    }
}
