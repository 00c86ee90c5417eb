using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Security;

namespace Cabinet.Sqlite.Tests;

/// <summary>What the file adds to the suites: other connections on it, and what stays in its bytes.</summary>
public sealed class SecurityTests : StoreTest
{
    [Fact]
    public async Task What_another_connection_decides_counts_at_once()
    {
        var key = Samples.KeyVersion(KeyPurposes.Content, KeyState.Retired);
        var name = Name(key);
        var payload = StoreSamples.Sealed("payload", name);
        await DoAsync(new AddKeyVersion(key), new EnqueueJob(Samples.Job() with { Payload = payload }));
        await using var other = Store.OpenDriver();

        await DoAsync(other, new FenceKeyVersion(name, IsFenced: true));
        await RefusedAsync(Refusal.KeyFenced, new EnqueueJob(Samples.Job() with { Payload = payload }));
        await DoAsync(other, new FenceKeyVersion(name, IsFenced: false));
        await DoAsync(new EnqueueJob(Samples.Job() with { Payload = payload }));

        var nonce = StoreSamples.Nonce("a", Samples.Now);
        await DoAsync(other, nonce);
        await RefusedAsync(Refusal.NonceUsed, nonce);
        await DoAsync(other, new PruneNonces(Samples.Now.AddSeconds(1), 10));
        await RefusedAsync(Refusal.NonceExpired, nonce);
    }

    [Fact]
    public async Task Nothing_of_a_forgotten_key_stays_in_the_file()
    {
        var (kept, shredded) = (Samples.DataKey(), Samples.DataKey());
        var (old, destroyed) = (
            Samples.KeyVersion(KeyPurposes.Content), Samples.KeyVersion(KeyPurposes.Digest, KeyState.Pending));
        await DoAsync(
            new AddDataKey(kept), new AddDataKey(shredded), new AddKeyVersion(old), new AddKeyVersion(destroyed));
        await DoAsync(
            new ShredDataKey(shredded.Id, Samples.Now),
            new ReplaceWrappedKey(Name(old), old.WrappedKey, new byte[32]),
            new ChangeKeyState(Name(destroyed), KeyState.Pending, KeyState.Destroyed, Samples.Now));
        await CloseAsync();

        var file = await File.ReadAllBytesAsync(Store.Path, Cancel);
        Assert.True(Contains(file, kept.Wrapped.Sealed));
        Assert.False(Contains(file, shredded.Wrapped.Sealed));
        Assert.False(Contains(file, old.WrappedKey));
        Assert.False(Contains(file, destroyed.WrappedKey));
        Assert.False(File.Exists(Store.Path + "-wal"));
    }

    [Fact]
    public async Task A_walk_stops_at_so_many_bytes()
    {
        var key = Name(Samples.KeyVersion(KeyPurposes.Content));
        var large = StoreSamples.Sealed(new string('x', 1_000_000), key);
        for (var i = 0; i < 20; i++)
        {
            await DoAsync(new EnqueueJob(Samples.Job() with { Payload = large }));
        }

        var found = 0;
        string? from = null;
        do
        {
            var page = await Driver.Contents.FindAsync(key, from, 1_000, Cancel);
            Assert.InRange(page.Contents.Sum(stored => stored.Content.Length), 0, 10_000_000);
            found += page.Contents.Count;
            from = page.Next;
        }
        while (from is not null);

        Assert.Equal(20, found);
    }

    private static SealedUnder Name(KeyVersionRecord key) => StoreSamples.Name(key);

    private static bool Contains(byte[] file, ReadOnlyMemory<byte> bytes) => file.AsSpan().IndexOf(bytes.Span) >= 0;

    private static async Task DoAsync(IStoreDriver driver, WriteOperation operation) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operation), Cancel));

    private async Task RefusedAsync(Refusal reason, WriteOperation operation)
    {
        var result = await Driver.CommitAsync(new WriteSet(operation), Cancel);
        Assert.Equal(reason, Assert.IsType<CommitResult.Refused>(result).Reason);
    }
}
