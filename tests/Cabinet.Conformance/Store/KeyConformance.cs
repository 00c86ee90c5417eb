using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>The key ring as it is stored.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class KeyConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Every column reads back.</summary>
    [Fact]
    public async Task An_added_version_reads_back_as_it_was_written()
    {
        var key = Samples.KeyVersion(KeyPurposes.Content) with { Profile = 200, WrappedKey = new byte[512] };
        await DoAsync(new AddKeyVersion(key));

        var read = Assert.Single(await ListAsync());
        Assert.Equal(
            (key.KeyId, key.Version, key.Purpose, key.State, key.Profile, key.CreatedAt),
            (read.KeyId, read.Version, read.Purpose, read.State, read.Profile, read.CreatedAt));
        Assert.Equal(key.WrappedKey.ToArray(), read.WrappedKey.ToArray());
        Assert.Equal(key.CheckValue.ToArray(), read.CheckValue.ToArray());
    }

    /// <summary>A version is written once.</summary>
    [Fact]
    public async Task A_version_that_exists_is_refused()
    {
        var key = Samples.KeyVersion(KeyPurposes.Content);
        await DoAsync(new AddKeyVersion(key));
        await RefusedAsync(Refusal.KeyExists, new AddKeyVersion(key with { State = KeyState.Pending }));
    }

    /// <summary>Nodes that race on an empty ring end with one active key.</summary>
    [Fact]
    public async Task A_second_active_version_of_a_purpose_is_refused()
    {
        await DoAsync(new AddKeyVersion(Samples.KeyVersion(KeyPurposes.Content)));
        await RefusedAsync(Refusal.KeyExists, new AddKeyVersion(Samples.KeyVersion(KeyPurposes.Content)));
        await DoAsync(new AddKeyVersion(Samples.KeyVersion(KeyPurposes.Digest)));
    }

    /// <summary>Versions that don't seal stand beside the active one, in every number.</summary>
    [Theory]
    [InlineData(KeyState.Pending)]
    [InlineData(KeyState.Retired)]
    [InlineData(KeyState.Destroyed)]
    public async Task Versions_in_other_states_stand_beside_the_active_one(KeyState state)
    {
        var key = Samples.KeyVersion(KeyPurposes.Content);
        await DoAsync(
            new AddKeyVersion(key),
            new AddKeyVersion(key with { Version = new KeyVersion(2), State = state }),
            new AddKeyVersion(key with { Version = new KeyVersion(3), State = state }));
        Assert.Equal(3, (await ListAsync()).Count);
    }

    /// <summary>The list is in the order of key id and version, however it was written.</summary>
    [Fact]
    public async Task Versions_are_listed_by_key_and_number()
    {
        var first = Samples.KeyVersion(KeyPurposes.Content, KeyState.Retired);
        var second = Samples.KeyVersion(KeyPurposes.Digest, KeyState.Retired);
        KeyVersionRecord[] keys =
        [
            first,
            first with { Version = new KeyVersion(2) },
            first with { Version = new KeyVersion(10) },
            second,
            second with { Version = new KeyVersion(2) },
        ];
        await DoAsync([.. keys.Reverse().Select(key => new AddKeyVersion(key))]);

        Assert.Equal(
            keys.Select(key => (key.KeyId, key.Version)), (await ListAsync()).Select(key => (key.KeyId, key.Version)));
    }

    private ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync() =>
        Driver.Keys.ListAsync(TestContext.Current.CancellationToken);
}
