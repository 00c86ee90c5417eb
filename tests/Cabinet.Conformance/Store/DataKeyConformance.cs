using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Conformance.Store;

/// <summary>Data keys: kept wrapped, and forgotten for good.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class DataKeyConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>What is written is what is read, times cut to the millisecond.</summary>
    [Fact]
    public async Task A_data_key_is_kept_with_all_its_fields()
    {
        var key = Samples.DataKey("acme") with { Profile = 2, CreatedAt = Samples.Now.AddTicks(9) };
        await DoAsync(new AddDataKey(key));

        var read = await FindAsync(key.Id);
        Assert.NotNull(read);
        Assert.Equal(
            (key.Id, key.Subject, "acme", (byte)2, Samples.Now, null),
            (read.Id, read.Subject, read.Tenant, read.Profile, read.CreatedAt, read.ShreddedAt));
        Assert.Equal(key.Wrapped.Sealed.ToArray(), read.Wrapped.Sealed.ToArray());
    }

    /// <summary>An id is used once, also after it was shredded.</summary>
    [Fact]
    public async Task A_second_key_of_the_same_id_is_refused()
    {
        var key = Samples.DataKey();
        await DoAsync(new AddDataKey(key));
        var refused = await RefusedAsync(Refusal.DuplicateId, new AddDataKey(key));
        Assert.Equal(key.Id, refused.Existing);
        await DoAsync(new ShredDataKey(key.Id, Samples.Now));
        await RefusedAsync(Refusal.DuplicateId, new AddDataKey(key));
    }

    /// <summary>The record stays, the key doesn't.</summary>
    [Fact]
    public async Task A_shredded_key_leaves_its_record()
    {
        var key = Samples.DataKey();
        await DoAsync(new AddDataKey(key));
        await DoAsync(new ShredDataKey(key.Id, Samples.Now.AddHours(1).AddTicks(9)));

        var read = await FindAsync(key.Id);
        Assert.NotNull(read);
        Assert.True(read.Wrapped.IsNone);
        Assert.Equal((Samples.Now.AddHours(1), key.Subject), (read.ShreddedAt, read.Subject));
    }

    /// <summary>There is nothing to shred twice, nor where nothing was.</summary>
    [Fact]
    public async Task Shredding_what_is_not_there_is_refused()
    {
        var key = Samples.DataKey();
        await RefusedAsync(Refusal.DataKeyNotFound, new ShredDataKey(key.Id, Samples.Now));
        await DoAsync(new AddDataKey(key), new ShredDataKey(key.Id, Samples.Now));
        await RefusedAsync(Refusal.DataKeyNotFound, new ShredDataKey(key.Id, Samples.Now.AddHours(1)));
    }

    /// <summary>A refused set shreds nothing.</summary>
    [Fact]
    public async Task A_refused_set_leaves_the_key()
    {
        var key = Samples.DataKey();
        await DoAsync(new AddDataKey(key));
        await RefusedAsync(
            Refusal.DataKeyNotFound,
            new ShredDataKey(key.Id, Samples.Now), new ShredDataKey(key.Id, Samples.Now));
        Assert.True((await FindAsync(key.Id))!.Wrapped.IsSealed);
    }

    /// <summary>Page by page, in the order of the ids.</summary>
    [Fact]
    public async Task Data_keys_are_listed_by_id()
    {
        var keys = Enumerable.Range(0, 5).Select(_ => Samples.DataKey()).ToList();
        await DoAsync([.. keys.AsEnumerable().Reverse().Select(key => new AddDataKey(key))]);

        var first = await Driver.DataKeys.ListAsync(new Page(3), TestContext.Current.CancellationToken);
        var rest = await Driver.DataKeys.ListAsync(
            new Page(3, first[^1].Id), TestContext.Current.CancellationToken);
        Assert.Equal(keys.Select(key => key.Id), first.Concat(rest).Select(key => key.Id));
        Assert.Equal(3, first.Count);
    }

    /// <summary>A driver keeps ciphertext only.</summary>
    [Fact]
    public async Task A_key_in_the_clear_throws()
    {
        var key = Samples.DataKey() with { Wrapped = Content.FromPlain(new byte[] { 1 }) };
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await CommitAsync(new AddDataKey(key)));
        Assert.Null(await FindAsync(key.Id));
    }

    private ValueTask<DataKeyRecord?> FindAsync(Guid id) =>
        Driver.DataKeys.FindAsync(id, TestContext.Current.CancellationToken);
}
