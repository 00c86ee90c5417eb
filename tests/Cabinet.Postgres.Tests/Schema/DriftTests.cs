namespace Cabinet.Postgres.Tests.Schema;

public sealed class DriftTests : SchemaTests
{
    [Theory]
    [InlineData("DROP TABLE cabinet.nonce", "The table nonce is missing.")]
    [InlineData("CREATE TABLE cabinet.extra (id integer PRIMARY KEY)", "The table extra isn't part of the schema.")]
    [InlineData("CREATE VIEW cabinet.extra AS SELECT 1 AS one", "The view extra isn't part of the schema.")]
    [InlineData("ALTER TABLE cabinet.task ADD COLUMN extra integer", "The column task.extra isn't part of the schema.")]
    [InlineData("ALTER TABLE cabinet.task DROP COLUMN trace", "The column task.trace is missing.")]
    [InlineData("ALTER TABLE cabinet.task ALTER COLUMN trace SET NOT NULL", "The column task.trace was changed")]
    [InlineData("ALTER TABLE cabinet.task ALTER COLUMN trace SET DEFAULT 'x'", "DEFAULT 'x'::text")]
    [InlineData("ALTER TABLE cabinet.task ALTER COLUMN trace TYPE varchar(5)", "character varying(5)")]
    [InlineData("ALTER TABLE cabinet.job ALTER COLUMN payload SET STORAGE EXTENDED", "STORAGE EXTENDED")]
    [InlineData("ALTER TABLE cabinet.task SET (fillfactor = 100)", "The table task was changed: it is now logged, fill")]
    [InlineData("ALTER TABLE cabinet.counter SET UNLOGGED", "The table counter was changed: it is now unlogged")]
    [InlineData("DROP INDEX cabinet.job_task", "The index job_task is missing.")]
    [InlineData("CREATE INDEX extra ON cabinet.job (type)", "The index extra isn't part of the schema.")]
    [InlineData(
        "DROP INDEX cabinet.job_front; CREATE INDEX job_front ON cabinet.job (queue, place) WHERE class = 3",
        "The index job_front was changed")]
    [InlineData("ALTER TABLE cabinet.nonce DROP CONSTRAINT nonce_pkey", "The constraint nonce_pkey of table nonce is")]
    [InlineData("ALTER TABLE cabinet.job ADD CHECK (attempt >= 0) NOT VALID", "The constraint job_attempt_check of table")]
    [InlineData("ALTER SEQUENCE cabinet.place INCREMENT 5", "The sequence place was changed")]
    [InlineData("CREATE SEQUENCE cabinet.extra", "The sequence extra isn't part of the schema.")]
    [InlineData("DROP FUNCTION cabinet.lock_audit()", "The function lock_audit() is missing.")]
    [InlineData(
        "CREATE OR REPLACE FUNCTION cabinet.lock_audit() RETURNS void LANGUAGE sql AS 'SELECT pg_advisory_xact_lock(1)'",
        "The function lock_audit() was changed")]
    [InlineData("ALTER FUNCTION cabinet.lock_audit() SET work_mem = '1MB'", "The function lock_audit() was changed")]
    [InlineData(
        "CREATE RULE extra AS ON DELETE TO cabinet.job DO INSTEAD NOTHING", "The rule extra of table job isn't part of")]
    [InlineData("CREATE TYPE cabinet.extra AS ENUM ('one')", "The type extra isn't part of the schema.")]
    [InlineData("UPDATE cabinet.schema_migration SET checksum = 'other' WHERE number = 1", "applied with another text")]
    [InlineData(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'cabinet.job_task'::regclass",
        "The index job_task is invalid")]
    [InlineData("INSERT INTO cabinet.lease VALUES (77, gen_random_uuid(), now(), false, '{}')", "lease_number is at 1")]
    public async Task Drift_is_named(string change, string expected)
    {
        await Migrator().MigrateAsync(Cancel);
        await ExecuteAsync(change);
        Assert.Contains(expected, Assert.Single(await Migrator().FindDriftAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_table_that_numbers_are_kept_in_is_named_and_what_could_not_be_checked()
    {
        await Migrator().MigrateAsync(Cancel);
        await ExecuteAsync("DROP TABLE cabinet.position");
        Assert.Equal(
            [
                "The table position is missing.",
                "Positions and sequences couldn't be checked, because something is missing that they need.",
            ],
            await Migrator().FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task Comparing_leaves_nothing_behind()
    {
        await Migrator().MigrateAsync(Cancel);
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
        Assert.Equal(
            0, await ReadAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'cabinet\\_comparison%'"));
    }

    [Fact]
    public async Task A_role_that_may_not_make_schemas_is_told_what_to_grant_instead_of_that_nothing_differs()
    {
        await Server.ExecuteAsync(
            $"CREATE ROLE {Schema.Name} LOGIN; CREATE SCHEMA {Schema.Name} AUTHORIZATION {Schema.Name}");
        ConnectionString += $";Username={Schema.Name}";
        await Migrator().MigrateAsync(Cancel);
        var finding = Assert.Single(await Migrator().FindDriftAsync(Cancel));
        Assert.Contains("couldn't be compared", finding, StringComparison.Ordinal);
        Assert.Contains($"GRANT CREATE ON DATABASE postgres TO {Schema.Name}", finding, StringComparison.Ordinal);
    }
}
