using System.Data;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Schema;
using Npgsql;

namespace Cabinet.Postgres.Tests.Schema;

/// <summary>Roles without superuser rights, each with a schema of its own name.</summary>
public sealed class RightsTests : SchemaTests
{
    private readonly StoreSamples samples = new();

    [Fact]
    public async Task A_role_that_may_make_schemas_makes_its_own()
    {
        ConnectionString = await Server.CreateRestrictedRoleAsync("postgres", Cancel);
        Assert.Empty((await Migrator().MigrateAsync(Cancel)).Pending);
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task A_schema_that_was_made_for_a_role_is_used()
    {
        await BecomeAsync($"CREATE SCHEMA {Schema.Name}; GRANT USAGE, CREATE ON SCHEMA {Schema.Name} TO {Schema.Name}");
        Assert.Empty((await Migrator().MigrateAsync(Cancel)).Pending);
    }

    [Fact]
    public async Task Who_may_not_make_the_schema_is_told_what_to_grant()
    {
        await BecomeAsync("");
        var exception = await FailAsync(Migrator().MigrateAsync(Cancel));
        Assert.Equal(StoreFault.ReadOnly, exception.Fault);
        Assert.Contains($"GRANT CREATE ON DATABASE postgres TO {Schema.Name}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_make_nothing_in_the_schema_is_told_what_to_grant()
    {
        await BecomeAsync($"CREATE SCHEMA {Schema.Name}; GRANT USAGE ON SCHEMA {Schema.Name} TO {Schema.Name}");
        var exception = await FailAsync(Migrator().MigrateAsync(Cancel));
        Assert.Equal(StoreFault.ReadOnly, exception.Fault);
        Assert.Contains("GRANT USAGE, CREATE ON SCHEMA", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_granted_what_the_refusal_says_does_everything()
    {
        await Migrator().MigrateAsync(Cancel);
        await BecomeAsync("");
        await using (var refused = OpenDriver())
        {
            await Server.ExecuteAsync(await RefusedAsync(refused));
        }

        await using var driver = OpenDriver();
        await RunAllAsync(driver);
        Assert.Empty((await Migrator().ReadStatusAsync(Cancel)).Pending);
        Assert.Empty((await Migrator().MigrateAsync(Cancel)).Pending);
        Assert.Contains(
            $"GRANT CREATE ON DATABASE postgres TO {Schema.Name}",
            Assert.Single(await Migrator().FindDriftAsync(Cancel)),
            StringComparison.Ordinal);
        await Server.ExecuteAsync($"GRANT CREATE ON DATABASE postgres TO {Schema.Name}");
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
    }

    [Theory]
    [InlineData("USAGE ON SCHEMA {0}")]
    [InlineData("UPDATE ON {0}.background")]
    [InlineData("SELECT ON SEQUENCE {0}.lease_number")]
    [InlineData("USAGE ON SEQUENCE {0}.commit_lane")]
    [InlineData("EXECUTE ON FUNCTION {0}.lock_audit()")]
    public async Task Whatever_is_missing_is_told_before_anything_is_written(string right)
    {
        await Migrator().MigrateAsync(Cancel);
        await BecomeAsync(StoreRights.Grants(Schema, Schema.Name));
        await Server.ExecuteAsync(
            $"REVOKE {string.Format(null, right, Schema.Quoted)} FROM PUBLIC, {Schema.Name}; "
            + $"CREATE TABLE {Schema.Quoted}.somebody_elses (id integer)");
        await using var driver = OpenDriver();
        await Server.ExecuteAsync(await RefusedAsync(driver));
        await RunAllAsync(driver);
    }

    [Fact]
    public async Task A_transaction_of_a_role_that_is_granted_what_its_refusal_says_takes_a_job_along()
    {
        await Migrator().MigrateAsync(Cancel);
        await using var driver = OpenDriver();
        await BecomeAsync("");
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Cancel);
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            var refusal = await FailAsync(driver.EnlistAsync(
                new WriteSet(new EnqueueJob(samples.Job())), PostgresStoreTransaction.From(transaction), Cancel));
            Assert.Equal(StoreFault.ReadOnly, refusal.Fault);
            await Server.ExecuteAsync(GrantsIn(refusal));
        }

        foreach (var level in (IsolationLevel[])[IsolationLevel.ReadCommitted, IsolationLevel.Serializable])
        {
            await using var transaction = await connection.BeginTransactionAsync(level, Cancel);
            Assert.IsType<CommitResult.Committed>(await driver.EnlistAsync(
                new WriteSet(
                [
                    new EnqueueJob(samples.Job() with { UniqueKey = StoreSamples.Key($"{level}") }),
                    StoreSamples.Nonce($"{level}", samples.Now),
                    new InsertTask(samples.Task()),
                    samples.Audit(),
                ]),
                PostgresStoreTransaction.From(transaction),
                Cancel));
            await transaction.CommitAsync(Cancel);
        }
    }

    // Both ways into the table of jobs, a claim, and the three ways out of it.
    private async Task RunAllAsync(PostgresStoreDriver driver)
    {
        var node = samples.Node();
        await CommitAsync(driver, new RegisterNode(node));
        await CommitAsync(driver, new EnqueueJob(samples.Job()), new EnqueueJob(samples.Job()), samples.Audit());
        await CommitAsync(driver, new EnqueueJob(samples.Job() with { UniqueKey = StoreSamples.Key("unique") }));
        var claim = await driver.ClaimAsync(
            new ClaimRequest(node.Id, StoreSamples.Queue, 10, samples.Now, Suspects: false), Cancel);
        Assert.Equal(3, claim.Jobs.Count);
        var leases = claim.Jobs.Select(job => new JobLease(job.Id, job.Epoch)).ToList();
        await CommitAsync(driver, new EndJob(leases[0], null), new EnqueueJob(samples.Job()));
        await CommitAsync(driver, new RetryJob(leases[1], samples.Now, samples.Error()));
        await CommitAsync(driver, new DeadLetterJob(leases[2], DeadLetterReason.Permanent, samples.Error()));
        await CommitAsync(driver, new DiscardDeadLetter(leases[2].Job, null));
    }

    private static async Task CommitAsync(PostgresStoreDriver driver, params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operations), Cancel));

    private async Task<string> RefusedAsync(PostgresStoreDriver driver)
    {
        var refusal = await FailAsync(driver.CommitAsync(new WriteSet(new EnqueueJob(samples.Job())), Cancel));
        Assert.Equal(StoreFault.ReadOnly, refusal.Fault);
        return GrantsIn(refusal);
    }

    // What a person would copy out of the message.
    private static string GrantsIn(StoreException refusal)
    {
        var begin = refusal.Message.IndexOf("GRANT ", StringComparison.Ordinal);
        return refusal.Message[begin..(refusal.Message.LastIndexOf(';') + 1)];
    }

    private async Task BecomeAsync(string grants)
    {
        await Server.ExecuteAsync($"CREATE ROLE {Schema.Name} LOGIN; {grants}");
        ConnectionString += $";Username={Schema.Name}";
    }
}
