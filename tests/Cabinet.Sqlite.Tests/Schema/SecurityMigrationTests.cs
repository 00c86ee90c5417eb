using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests.Schema;

/// <summary>A store of the first schema, with data in it, becomes one of the second.</summary>
public sealed class SecurityMigrationTests : IDisposable
{
    // What a release with the first schema wrote: two keys, a node, a job, a task.
    private const string OldData =
        """
        INSERT INTO key_version VALUES (x'000000000000000000000000000000B0', 1, 'digest', 2, 1, x'0D', x'0C', 2000);
        INSERT INTO key_version VALUES (x'000000000000000000000000000000C0', 1, 'content', 2, 1, x'0B', x'0A', 1000);
        INSERT INTO node VALUES (x'00000000000070008000000000000001', 'old', 10000, 3, 500);
        INSERT INTO queue (id, name) VALUES (1, 'main');
        INSERT INTO name (id, text) VALUES (1, 'sample.job'), (2, 'sample-pipeline');
        UPDATE counter SET reserved = 4096 WHERE name = 'sequence';
        INSERT INTO job (key, id, type, queue, epoch, fence, attempt, deaths, created_at, payload)
        VALUES ((1 << 47) | 1, x'00000000000070008000000000000002', 1, 1, 0, 0, 0, 0, 700, x'0102');
        INSERT INTO task (id, pipeline, status, version, created_at, state)
        VALUES (x'00000000000070008000000000000003', 2, 0, 1, 800, x'0304')
        """;

    private readonly TemporaryStore store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_store_of_the_first_schema_keeps_all_it_has()
    {
        await MigrateOldAsync();
        await using var driver = store.OpenDriver();

        Assert.Equal(
            [
                (0xB0, KeyPurposes.Digest, "", 2L, 2_000L),
                (0xC0, KeyPurposes.Content, "", 1L, 1_000L),
            ],
            (await driver.Keys.ListAsync(Cancel)).Select(key => (
                (int)key.KeyId.Value, key.Purpose, key.Tenant, key.Revision,
                key.ActivatedAt!.Value.ToUnixTimeMilliseconds())));
        Assert.Equal(2, await driver.Keys.ReadRevisionAsync(Cancel));
        var node = Assert.Single(await driver.Nodes.ListAsync(Cancel));
        Assert.Equal(("old", 3, 0), (node.Name, node.Beat, node.RingRevision));

        var claim = await driver.ClaimAsync(
            new ClaimRequest(node.Id, StoreSamples.Queue, 10, DateTimeOffset.UnixEpoch.AddDays(1)), Cancel);
        Assert.Equal([1, 2], Assert.Single(claim.Jobs).Payload.Sealed.ToArray());
        var task = await driver.Tasks.FindAsync(
            new TaskId(Guid.Parse("00000000-0000-7000-8000-000000000003")), Cancel);
        Assert.Equal([3, 4], task!.State.Sealed.ToArray());
    }

    [Fact]
    public async Task A_migrated_store_has_the_schema_of_a_new_one_and_goes_on()
    {
        await MigrateOldAsync();
        await using var services = store.Services();
        Assert.Empty(await services.GetRequiredService<IStoreMigrator>().FindDriftAsync(Cancel));

        await using var driver = store.OpenDriver();
        var samples = new StoreSamples();
        var refused = await driver.CommitAsync(
            new WriteSet(new AddKeyVersion(samples.KeyVersion(KeyPurposes.Content))), Cancel);
        Assert.Equal(Refusal.KeyExists, Assert.IsType<CommitResult.Refused>(refused).Reason);
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(
            new WriteSet([
                new AddKeyVersion(samples.KeyVersion(KeyPurposes.Content, KeyState.Pending)),
                StoreSamples.Nonce("first", samples.Now),
                samples.Audit(),
                new AddDataKey(samples.DataKey()),
            ]),
            Cancel));
        Assert.Equal(3, await driver.Keys.ReadRevisionAsync(Cancel));
    }

    [Fact]
    public async Task Until_it_is_migrated_the_driver_refuses_it_and_says_what_to_do()
    {
        MakeOld();
        await using var driver = store.OpenDriver();
        var exception = await Assert.ThrowsAsync<StoreException>(async () => await driver.Nodes.ListAsync(Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, exception.Fault);
        Assert.Contains("cabinet db migrate", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A release that knows no fences must not write beside one that counts on them.</summary>
    [Fact]
    public void A_release_that_knows_only_the_first_schema_is_kept_out() =>
        Assert.Equal(2, SqliteScripts.All[1].MinimumCompatible);

    private async Task MigrateOldAsync()
    {
        MakeOld();
        await using var services = store.Services();
        var status = await services.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancel);
        Assert.Empty(status.Pending);
    }

    private void MakeOld()
    {
        using var connection = SqliteConnection.Open(store.Path, mayCreate: true);
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
        SchemaBuilder.Apply(connection, SqliteScripts.All.Take(1), DateTimeOffset.UnixEpoch);
        connection.Execute(OldData);
    }
}
