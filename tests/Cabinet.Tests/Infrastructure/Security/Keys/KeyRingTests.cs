using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.Security.Keys;

public sealed class KeyRingTests
{
    private static readonly ContentContext Context = SecurityFixture.Context;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_store_gets_one_active_key_for_each_purpose()
    {
        using var fixture = await SecurityFixture.OpenAsync();

        Assert.True(fixture.Ring.IsOpen);
        Assert.Equal(
            KeyPurposes.Required.Order(), fixture.Ring.Versions.Select(record => record.Purpose).Order());
        Assert.All(fixture.Ring.Versions, record => Assert.Equal(KeyState.Active, record.State));
        Assert.Distinct(fixture.Ring.Versions.Select(record => record.KeyId));
    }

    [Fact]
    public async Task A_second_start_creates_nothing_and_opens_what_the_first_sealed()
    {
        using var first = await SecurityFixture.OpenAsync();
        var envelope = first.Protector.Seal([1, 2], Context);

        using var second = await SecurityFixture.OpenAsync(first.Store);

        Assert.Equal(
            first.Ring.Versions, second.Ring.Versions.Select(record => record with { UsesReserved = 0 }));
        Assert.Equal([1, 2], second.Protector.Open(envelope, Context).Plaintext);
    }

    [Fact]
    public async Task Two_processes_that_race_on_an_empty_store_end_with_one_ring()
    {
        var store = new InMemoryKeyRecords();
        var bothHaveListed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        store.BeforeAdd = () =>
        {
            if (Interlocked.Increment(ref arrived) == 2)
            {
                bothHaveListed.SetResult();
            }

            return bothHaveListed.Task;
        };

        var fixtures = await Task.WhenAll(SecurityFixture.OpenAsync(store), SecurityFixture.OpenAsync(store));
        using var first = fixtures[0];
        using var second = fixtures[1];

        Assert.Equal(KeyPurposes.Required.Count, first.Ring.Versions.Count);
        Assert.Equal(first.Ring.Versions, second.Ring.Versions);
        Assert.True(second.Protector.Open(first.Protector.Seal([1], Context), Context).IsOpened);
        Assert.True(first.Protector.Open(second.Protector.Seal([1], Context), Context).IsOpened);
        Assert.Equal(first.Digest.Digest("blob", [1]), second.Digest.Digest("blob", [1]));
    }

    [Fact]
    public async Task Another_root_key_is_refused_in_words_that_help_and_hold_no_key()
    {
        using var first = await SecurityFixture.OpenAsync(rootKeys: new FixedRootKeys(7));
        using var second = new SecurityFixture(first.Store, new FixedRootKeys(8));

        var error = await Assert.ThrowsAsync<KeyRingException>(async () => await second.Ring.OpenAsync(Cancellation));

        Assert.False(second.Ring.IsOpen);
        Assert.Contains(first.Ring.Versions, record => record.KeyId == error.KeyId);
        Assert.Contains(error.KeyId.ToString()!, error.Message, StringComparison.Ordinal);
        Assert.Contains("a test", error.Message, StringComparison.Ordinal);
        Assert.Contains("root key b563b4824cfcf262d3d69e0829b90842", error.Message, StringComparison.Ordinal);

        // Eight bytes of either root key; fewer may well stand in the random id of the key.
        Assert.DoesNotContain("0707070707070707", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0808080808080808", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_changed_byte_of_a_wrapped_key_or_its_check_value_is_noticed()
    {
        using var first = await SecurityFixture.OpenAsync();
        var original = first.Ring.Versions[0];
        for (var index = 0; index < original.WrappedKey.Length + original.CheckValue.Length; index++)
        {
            await AssertRefusedAsync(original, Flip(original, index));
        }
    }

    [Theory]
    [InlineData("purpose")]
    [InlineData("version")]
    [InlineData("id")]
    [InlineData("profile")]
    [InlineData("unknown profile")]
    [InlineData("state")]
    [InlineData("no wrapped key")]
    [InlineData("no check value")]
    [InlineData("strange purpose")]
    public async Task A_record_that_was_changed_is_refused(string change)
    {
        using var first = await SecurityFixture.OpenAsync();
        var original = first.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);
        await AssertRefusedAsync(original, change switch
        {
            "purpose" => original with { Purpose = KeyPurposes.Digest },
            "version" => original with { Version = new KeyVersion(2) },
            "id" => original with { KeyId = new KeyId(original.KeyId.Value + 1) },
            "profile" => original with { Profile = 0 },
            "unknown profile" => original with { Profile = 9 },
            "state" => original with { State = (KeyState)9 },
            "no wrapped key" => original with { WrappedKey = default },
            "no check value" => original with { CheckValue = default },
            "strange purpose" => original with { Purpose = "\u00e4" },
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change."),
        });
    }

    [Theory]
    [InlineData(KeyState.Pending, false)]
    [InlineData(KeyState.Retired, true)]
    [InlineData(KeyState.Destroyed, false)]
    public async Task A_version_in_another_state_opens_or_not_but_never_seals(KeyState state, bool opens)
    {
        using var older = await SecurityFixture.OpenAsync();
        using var newer = await SecurityFixture.OpenAsync();
        var envelope = older.Protector.Seal([1], Context);
        var old = older.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);
        newer.Store.Add(old with { State = state });

        await newer.Ring.ReloadAsync(Cancellation);

        var opened = newer.Protector.Open(envelope, Context);
        Assert.Equal(opens, opened.IsOpened);
        OpenRefusal? expected = state switch
        {
            KeyState.Retired => null,
            KeyState.Pending => new OpenRefusal.KeyUnavailable(old.KeyId, old.Version),
            _ => OpenRefusal.Unreadable.Instance,
        };
        Assert.Equal(expected, opened.Refusal);
        Assert.False(older.Protector.Open(newer.Protector.Seal([1], Context), Context).IsOpened);
    }

    [Fact]
    public async Task A_purpose_whose_keys_are_all_retired_gets_no_new_one_silently()
    {
        using var first = await SecurityFixture.OpenAsync();
        first.Store.Replace(record => record with { State = KeyState.Retired });
        using var second = new SecurityFixture(first.Store);

        var error = await Assert.ThrowsAsync<KeyRingException>(async () => await second.Ring.OpenAsync(Cancellation));

        Assert.Contains(KeyPurposes.Content, error.Message, StringComparison.Ordinal);
        Assert.Equal(KeyPurposes.Required.Count, (await first.Store.ListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_reload_creates_nothing_and_a_failed_one_keeps_the_ring()
    {
        using var empty = new SecurityFixture();
        await Assert.ThrowsAsync<KeyRingException>(async () => await empty.Ring.ReloadAsync(Cancellation));
        Assert.Empty(await empty.Store.ListAsync(Cancellation));

        using var fixture = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal([1], Context);
        fixture.Store.Replace(record => record with { Profile = 9 });
        await Assert.ThrowsAsync<KeyRingException>(async () => await fixture.Ring.ReloadAsync(Cancellation));

        Assert.True(fixture.Ring.IsOpen);
        Assert.True(fixture.Protector.Open(envelope, Context).IsOpened);
    }

    [Fact]
    public async Task A_refresh_loads_only_what_is_newer_and_says_so()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        Assert.False(await fixture.Ring.RefreshAsync(Cancellation));
        var loaded = fixture.Ring.Versions;

        fixture.Store.Replace(record => record);

        Assert.True(await fixture.Ring.RefreshAsync(Cancellation));
        Assert.NotSame(loaded, fixture.Ring.Versions);
        Assert.False(await fixture.Ring.RefreshAsync(Cancellation));
    }

    [Fact]
    public async Task After_a_refresh_that_failed_the_same_failure_is_told_for_a_second()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        fixture.Store.Replace(record => record with { Profile = 9 });
        await Assert.ThrowsAsync<KeyRingException>(async () => await fixture.Ring.RefreshAsync(Cancellation));

        // Mended at once, but nobody looks again before the pause is over: the clock of the fixture stands still.
        fixture.Store.Replace(record => record with { Profile = 1 });
        await Assert.ThrowsAsync<KeyRingException>(async () => await fixture.Ring.RefreshAsync(Cancellation));
        await fixture.Ring.ReloadAsync(Cancellation);
        Assert.False(await fixture.Ring.RefreshAsync(Cancellation));
    }

    [Theory]
    [InlineData("acme", KeyPurposes.Content)]
    [InlineData("", KeyPurposes.Webhook)]
    public async Task One_key_id_never_means_two_purposes_or_tenants(string tenant, string purpose)
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var content = fixture.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);
        fixture.Store.Add(content with
        {
            Version = new KeyVersion(2), Tenant = tenant, Purpose = purpose, State = KeyState.Destroyed,
        });

        await Assert.ThrowsAsync<KeyRingException>(async () => await fixture.Ring.ReloadAsync(Cancellation));
    }

    [Fact]
    public async Task A_version_fits_its_own_purpose_kind_tenant_and_suite_only()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var content = fixture.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);
        var signing = fixture.Ring.Versions.Single(record => record.Purpose == KeyPurposes.AuditCheckpoint);
        var acme = Context with { Tenant = "acme" };

        Assert.Equal(KeyFit.Fits, Judge(content, acme, content.Profile));
        Assert.Equal(KeyFit.Never, Judge(content, acme with { Purpose = KeyPurposes.Digest }, content.Profile));
        Assert.Equal(KeyFit.Never, Judge(content, acme, 9));
        Assert.Equal(KeyFit.Never, Judge(signing, acme, content.Profile));
        Assert.Equal(
            KeyFit.Never, Judge(signing, acme with { Purpose = KeyPurposes.AuditCheckpoint }, content.Profile));
        Assert.Equal(
            KeyFit.NotHere, Judge(content with { Version = new KeyVersion(2) }, acme, content.Profile));

        var maker = new RingKeyMaker(
            new FixedRootKeys(7),
            new OsSecureRandom(),
            TimeProvider.System,
            new ProfilePolicy(Options.Create(new SecurityOptions())));
        var own = maker.MakePending(fixture.Ring.Versions, KeyPurposes.Content, "acme") with { State = KeyState.Active };
        fixture.Store.Add(own);
        await fixture.Ring.ReloadAsync(Cancellation);
        Assert.Equal(KeyFit.Fits, Judge(own, acme, own.Profile));
        Assert.Equal(KeyFit.Never, Judge(own, acme with { Tenant = "other" }, own.Profile));
        Assert.Equal(KeyFit.Never, Judge(own, acme with { Tenant = "" }, own.Profile));

        KeyFit Judge(KeyVersionRecord record, ContentContext context, byte profile) => fixture.Ring.Current.Judge(
            new SealedUnder(record.KeyId, record.Version), profile, context, out _);
    }

    [Fact]
    public async Task A_version_that_stands_in_the_store_twice_is_refused()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        fixture.Store.Add(fixture.Ring.Versions[0]);

        await Assert.ThrowsAsync<KeyRingException>(async () => await fixture.Ring.ReloadAsync(Cancellation));
    }

    private static async Task AssertRefusedAsync(KeyVersionRecord original, KeyVersionRecord changed)
    {
        var store = new InMemoryKeyRecords();
        store.Add(changed);
        using var fixture = new SecurityFixture(store);
        await Assert.ThrowsAsync<KeyRingException>(async () => await fixture.Ring.OpenAsync(Cancellation));
        Assert.False(fixture.Ring.IsOpen);

        // The same record unchanged is fine, so it was the change that was refused.
        var intact = new InMemoryKeyRecords();
        intact.Add(original);
        using var control = await SecurityFixture.OpenAsync(intact);
    }

    private static KeyVersionRecord Flip(KeyVersionRecord record, int index)
    {
        var wrapped = record.WrappedKey.ToArray();
        var check = record.CheckValue.ToArray();
        if (index < wrapped.Length)
        {
            wrapped[index] ^= 4;
        }
        else
        {
            check[index - wrapped.Length] ^= 4;
        }

        return record with { WrappedKey = wrapped, CheckValue = check };
    }
}
