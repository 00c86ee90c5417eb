using Cabinet.Application.Persistence;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Tests.Infrastructure.Security.Keys;

/// <summary>Uses are counted in the store before they are made: across processes, and across starts.</summary>
public sealed class UseCounterTests
{
    private const long FirstBlock = 256;

    private static readonly ContentContext Context = SecurityFixture.Context;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_on_one_store_together_never_exceed_the_limit_and_reach_it()
    {
        const int Limit = 1_000;
        var store = new InMemoryKeyRecords();
        var limits = new SealingLimits(1, Limit);
        using var first = await SecurityFixture.OpenAsync(store, limits: limits);
        using var second = await SecurityFixture.OpenAsync(store, limits: limits);

        var counts = await Task.WhenAll(
            Task.Run(() => SealUntilRefused(first), Cancellation),
            Task.Run(() => SealUntilRefused(second), Cancellation));

        Assert.Equal(Limit, counts.Sum());
        Assert.Equal(Limit, store.ReservedUses(KeyPurposes.Content));
    }

    [Fact]
    public async Task A_start_does_not_count_from_zero_again_and_what_was_sealed_still_opens()
    {
        var store = new InMemoryKeyRecords();
        var limits = new SealingLimits(1, FirstBlock);
        byte[] envelope;
        using (var before = await SecurityFixture.OpenAsync(store, limits: limits))
        {
            envelope = Seal(before);
        }

        using var after = await SecurityFixture.OpenAsync(store, limits: limits);

        var error = Assert.Throws<KeyRingException>(() => Seal(after));
        Assert.Contains("as often as is safe", error.Message, StringComparison.Ordinal);
        Assert.True(after.Protector.Open(envelope, Context).IsOpened);
    }

    [Fact]
    public async Task Whoever_only_opens_and_digests_reserves_nothing()
    {
        using var writer = await SecurityFixture.OpenAsync();
        Assert.Equal(0, writer.Store.ReservedUses(KeyPurposes.Content));
        var envelope = Seal(writer);
        using var reader = await SecurityFixture.OpenAsync(writer.Store);

        Assert.True(reader.Protector.Open(envelope, Context).IsOpened);
        reader.Digest.Digest("blob", [1]);

        Assert.Equal(FirstBlock, writer.Store.ReservedUses(KeyPurposes.Content));
    }

    [Fact]
    public async Task Preparing_reserves_once_and_sealing_then_asks_nobody()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        await fixture.Protector.PrepareAsync(Cancellation);
        fixture.Store.BeforeReserve = () => throw new InvalidOperationException("Nobody should ask.");

        await fixture.Protector.PrepareAsync(Cancellation);
        Seal(fixture);

        Assert.Equal(FirstBlock, fixture.Store.ReservedUses(KeyPurposes.Content));
    }

    [Fact]
    public async Task The_next_and_larger_block_is_reserved_in_the_background_when_half_of_one_is_used()
    {
        using var fixture = await SecurityFixture.OpenAsync(limits: new SealingLimits(1, 1L << 32));
        await fixture.Protector.PrepareAsync(Cancellation);
        var reserved = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Store.AfterReserve = all => reserved.TrySetResult(all);

        for (var use = 0; use < FirstBlock / 2; use++)
        {
            Seal(fixture);
        }

        Assert.False(reserved.Task.IsCompleted);
        Seal(fixture);
        Assert.Equal(FirstBlock + 16 * FirstBlock, await reserved.Task.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task A_store_that_fails_is_the_nodes_trouble_and_tried_again()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        fixture.Store.BeforeReserve = () => throw new StoreException(StoreFault.DiskFull, "The disk is full.");

        await Assert.ThrowsAsync<StoreException>(() => fixture.Protector.PrepareAsync(Cancellation).AsTask());
        var error = Assert.Throws<KeyRingException>(() => Seal(fixture));
        fixture.Store.BeforeReserve = null;

        Assert.IsType<StoreException>(error.InnerException);
        Assert.True(fixture.Protector.Open(Seal(fixture), Context).IsOpened);
    }

    [Fact]
    public async Task A_process_whose_version_was_retired_elsewhere_seals_under_the_new_one()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var key = fixture.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);
        fixture.Store.Replace(record => record == key ? record with { State = KeyState.Retired } : record);
        using var roots = new FixedRootKeys(7).Load(createIfMissing: false);
        fixture.Store.Add(KeyWrapping.CreateRecord(
            roots.Current,
            key.KeyId,
            new KeyVersion(2),
            KeyPurposes.Content,
            DateTimeOffset.UnixEpoch,
            new OsSecureRandom(),
            profile: CryptographicProfile.AesGcm));

        await fixture.Protector.PrepareAsync(Cancellation);

        Assert.Equal(2, Seal(fixture)[EnvelopeFormat.KeyVersionOffset + 3]);
    }

    private static byte[] Seal(SecurityFixture fixture) => fixture.Protector.Seal([1], Context);

    private static int SealUntilRefused(SecurityFixture fixture)
    {
        for (var count = 0; ; count++)
        {
            try
            {
                Seal(fixture);
            }
            catch (KeyRingException)
            {
                return count;
            }
        }
    }
}
