using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>A key version's life: states, revisions, uses, and the wrapped key under another root key.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class KeyLifeConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Every field of a version is there again, its times cut to the millisecond.</summary>
    [Fact]
    public async Task A_version_is_kept_with_all_its_fields()
    {
        var odd = Samples.Now.AddTicks(7);
        var key = Samples.KeyVersion(KeyPurposes.Content, KeyState.Retired) with
        {
            Tenant = "acme",
            UsesReserved = 17,
            IsFenced = true,
            ActivatedAt = odd.AddHours(1),
            RetiredAt = odd.AddHours(2),
        };
        await DoAsync(new AddKeyVersion(key));

        var read = Assert.Single(await KeysAsync());
        Assert.Equal(("acme", 17, true, 1), (read.Tenant, read.UsesReserved, read.IsFenced, read.Revision));
        Assert.Equal((Samples.Now.AddHours(1), Samples.Now.AddHours(2)), (read.ActivatedAt, read.RetiredAt));
    }

    /// <summary>From pending through active and retired to destroyed, each step stamped.</summary>
    [Fact]
    public async Task A_version_moves_through_its_life()
    {
        var key = await AddAsync(KeyState.Pending);
        var active = await MoveAsync(key, KeyState.Pending, KeyState.Active);
        Assert.Equal((KeyState.Active, Samples.Now, 2), (active.State, active.ActivatedAt, active.Revision));
        Assert.Null(active.RetiredAt);

        Samples.Now += TimeSpan.FromHours(1);
        var retired = await MoveAsync(key, KeyState.Active, KeyState.Retired);
        Assert.Equal((KeyState.Retired, Samples.Now, 3), (retired.State, retired.RetiredAt, retired.Revision));
        Assert.Equal(Samples.Now.AddHours(-1), retired.ActivatedAt);

        await DoAsync(new FenceKeyVersion(key, IsFenced: true));
        var destroyed = await MoveAsync(key, KeyState.Retired, KeyState.Destroyed);
        Assert.Equal((KeyState.Destroyed, true, 5), (destroyed.State, destroyed.IsFenced, destroyed.Revision));
        Assert.True(destroyed.WrappedKey.IsEmpty);
        Assert.False(destroyed.CheckValue.IsEmpty);
    }

    /// <summary>A pending version that was never used may go at once.</summary>
    [Fact]
    public async Task A_pending_version_may_be_destroyed()
    {
        var key = await AddAsync(KeyState.Pending);
        var destroyed = await MoveAsync(key, KeyState.Pending, KeyState.Destroyed);
        Assert.True(destroyed.IsFenced);
        Assert.True(destroyed.WrappedKey.IsEmpty);
    }

    /// <summary>Guarantee 11: nothing is destroyed before write sets under it are refused.</summary>
    [Fact]
    public async Task A_retired_version_is_destroyed_only_when_it_is_fenced()
    {
        var key = await AddAsync(KeyState.Retired);
        await RefusedAsync(
            Refusal.KeyChanged, new ChangeKeyState(key, KeyState.Retired, KeyState.Destroyed, Samples.Now));
        await DoAsync(new FenceKeyVersion(key, IsFenced: true), new FenceKeyVersion(key, IsFenced: false));
        await RefusedAsync(
            Refusal.KeyChanged, new ChangeKeyState(key, KeyState.Retired, KeyState.Destroyed, Samples.Now));
        await DoAsync(
            new FenceKeyVersion(key, IsFenced: true),
            new ChangeKeyState(key, KeyState.Retired, KeyState.Destroyed, Samples.Now));
    }

    /// <summary>Who acts on what isn't so any more is refused.</summary>
    [Fact]
    public async Task A_version_in_another_state_or_none_is_refused()
    {
        var key = await AddAsync(KeyState.Active);
        var missing = key with { Version = new KeyVersion(9) };
        await RefusedAsync(Refusal.KeyChanged, new ChangeKeyState(key, KeyState.Pending, KeyState.Active, Samples.Now));
        await RefusedAsync(
            Refusal.KeyChanged, new ChangeKeyState(missing, KeyState.Active, KeyState.Retired, Samples.Now));
        await RefusedAsync(Refusal.KeyChanged, new FenceKeyVersion(key, IsFenced: true));
        await RefusedAsync(Refusal.KeyChanged, new FenceKeyVersion(missing, IsFenced: true));
    }

    /// <summary>Rotation retires the old version and activates the new one in one commit, or neither.</summary>
    [Fact]
    public async Task A_second_active_version_of_a_purpose_and_tenant_is_refused()
    {
        var old = await AddAsync(KeyState.Active);
        var next = await AddAsync(KeyState.Pending);
        var other = await AddAsync(KeyState.Pending, tenant: "acme");
        await RefusedAsync(Refusal.KeyExists, new ChangeKeyState(next, KeyState.Pending, KeyState.Active, Samples.Now));
        await DoAsync(new ChangeKeyState(other, KeyState.Pending, KeyState.Active, Samples.Now));
        await RefusedAsync(
            Refusal.KeyExists,
            new AddKeyVersion(Samples.KeyVersion(KeyPurposes.Content) with { Tenant = "acme" }));
        await DoAsync(
            new ChangeKeyState(old, KeyState.Active, KeyState.Retired, Samples.Now),
            new ChangeKeyState(next, KeyState.Pending, KeyState.Active, Samples.Now));
    }

    /// <summary>Each change of any version counts, and what is refused doesn't.</summary>
    [Fact]
    public async Task The_rings_revision_counts_the_changes()
    {
        Assert.Equal(0, await RevisionAsync());
        var first = await AddAsync(KeyState.Active);
        var second = await AddAsync(KeyState.Pending);
        Assert.Equal(2, await RevisionAsync());
        Assert.Equal([1L, 2L], (await KeysAsync()).Select(key => key.Revision));

        await CommitAsync(new FenceKeyVersion(first, IsFenced: true));
        await CommitAsync(
            new ChangeKeyState(second, KeyState.Pending, KeyState.Destroyed, Samples.Now),
            new FenceKeyVersion(first, IsFenced: true));
        await DoAsync(new ReserveKeyUses(first, 5, 10));
        Assert.Equal(2, await RevisionAsync());
    }

    /// <summary>Processes take their shares until the limit, and not one use beyond it.</summary>
    [Fact]
    public async Task Uses_are_reserved_up_to_the_limit()
    {
        var key = await AddAsync(KeyState.Active);
        await DoAsync(new ReserveKeyUses(key, 60, 100));
        await RefusedAsync(Refusal.KeyExhausted, new ReserveKeyUses(key, 41, 100));
        await DoAsync(new ReserveKeyUses(key, 40, 100));
        await RefusedAsync(Refusal.KeyExhausted, new ReserveKeyUses(key, 1, 100));
        await RefusedAsync(Refusal.KeyExhausted, new ReserveKeyUses(key, long.MaxValue, long.MaxValue));
        await DoAsync(new ReserveKeyUses(key, long.MaxValue - 100, long.MaxValue));
        Assert.Equal(long.MaxValue, Assert.Single(await KeysAsync()).UsesReserved);
    }

    /// <summary>Only what seals has uses.</summary>
    [Theory]
    [InlineData(KeyState.Pending)]
    [InlineData(KeyState.Retired)]
    [InlineData(KeyState.Destroyed)]
    public async Task Uses_of_a_version_that_is_not_active_are_refused(KeyState state)
    {
        var key = await AddAsync(state);
        await RefusedAsync(Refusal.KeyChanged, new ReserveKeyUses(key, 1, 100));
        await RefusedAsync(
            Refusal.KeyChanged, new ReserveKeyUses(key with { Version = new KeyVersion(2) }, 1, 100));
    }

    /// <summary>Many processes at once never reserve more than there is.</summary>
    [Fact]
    public async Task Racing_reservations_stay_below_the_limit()
    {
        var key = await AddAsync(KeyState.Active);
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            _ => Task.Run(async () => await CommitAsync(new ReserveKeyUses(key, 3, 61)))));
        Assert.Equal(20, all.Count(result => result is CommitResult.Committed));
        Assert.Equal(60, Assert.Single(await KeysAsync()).UsesReserved);
    }

    /// <summary>A new root key wraps the same keys anew; who read an older wrap is refused.</summary>
    [Fact]
    public async Task A_wrapped_key_is_replaced_only_if_it_is_what_was_read()
    {
        var key = await AddAsync(KeyState.Active);
        var wrapped = Assert.Single(await KeysAsync()).WrappedKey;
        byte[] other = [1, 2, 3];
        await RefusedAsync(Refusal.KeyChanged, new ReplaceWrappedKey(key, other, wrapped));
        await RefusedAsync(
            Refusal.KeyChanged, new ReplaceWrappedKey(key with { Version = new KeyVersion(2) }, wrapped, other));
        await DoAsync(new ReplaceWrappedKey(key, wrapped, other));

        var read = Assert.Single(await KeysAsync());
        Assert.Equal(other, read.WrappedKey.ToArray());
        Assert.Equal((2, KeyState.Active), (read.Revision, read.State));
        await RefusedAsync(Refusal.KeyChanged, new ReplaceWrappedKey(key, wrapped, other));
    }

    /// <summary>What was destroyed stays so.</summary>
    [Fact]
    public async Task A_destroyed_version_gets_no_key_again()
    {
        var key = await AddAsync(KeyState.Pending);
        await MoveAsync(key, KeyState.Pending, KeyState.Destroyed);
        await RefusedAsync(
            Refusal.KeyChanged, new ReplaceWrappedKey(key, ReadOnlyMemory<byte>.Empty, new byte[] { 1 }));
        await RefusedAsync(Refusal.KeyChanged, new FenceKeyVersion(key, IsFenced: false));
    }

    private async ValueTask<SealedUnder> AddAsync(KeyState state, string tenant = "")
    {
        var key = Samples.KeyVersion(KeyPurposes.Content, state) with { Tenant = tenant };
        await DoAsync(new AddKeyVersion(key));
        return StoreSamples.Name(key);
    }

    private async ValueTask<KeyVersionRecord> MoveAsync(SealedUnder key, KeyState from, KeyState to)
    {
        await DoAsync(new ChangeKeyState(key, from, to, Samples.Now));
        return (await KeysAsync()).Single(known => StoreSamples.Name(known) == key);
    }

    private ValueTask<IReadOnlyList<KeyVersionRecord>> KeysAsync() =>
        Driver.Keys.ListAsync(TestContext.Current.CancellationToken);

    private ValueTask<long> RevisionAsync() =>
        Driver.Keys.ReadRevisionAsync(TestContext.Current.CancellationToken);
}
