using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.Security.Profiles;

public sealed class ProfilePolicyTests
{
    private static readonly ContentContext Context = SecurityFixture.Context;

    [Theory]
    [InlineData(SealingProfile.Automatic, true, 1)]
    [InlineData(SealingProfile.Automatic, false, 2)]
    [InlineData(SealingProfile.AesGcm, false, 1)]
    [InlineData(SealingProfile.XChaCha20, true, 2)]
    public void New_versions_take_the_processors_profile_unless_one_is_forced(
        SealingProfile wanted, bool hasAes, int profile)
    {
        Assert.Equal(profile, Policy(new SecurityOptions { Profile = wanted }).Choose(hasAes).Number);
    }

    [Fact]
    public void Automatic_passes_over_a_profile_that_may_not_seal()
    {
        var options = new SecurityOptions { AesGcmUse = ProfileUse.AcceptOnly };

        Assert.True(ProfilePolicy.IsValid(options));
        Assert.Equal(2, Policy(options).Choose(hasAes: true).Number);
    }

    [Theory]
    [InlineData(SealingProfile.AesGcm, ProfileUse.AcceptOnly, ProfileUse.Active)]
    [InlineData(SealingProfile.XChaCha20, ProfileUse.Active, ProfileUse.Forbidden)]
    [InlineData(SealingProfile.Automatic, ProfileUse.Forbidden, ProfileUse.AcceptOnly)]
    [InlineData((SealingProfile)3, ProfileUse.Active, ProfileUse.Active)]
    public void Options_under_which_nothing_could_be_sealed_are_invalid(
        SealingProfile profile, ProfileUse aes, ProfileUse xChaCha)
    {
        Assert.False(ProfilePolicy.IsValid(
            new SecurityOptions { Profile = profile, AesGcmUse = aes, XChaCha20Use = xChaCha }));
    }

    [Theory]
    [InlineData(ProfileUse.AcceptOnly, true)]
    [InlineData(ProfileUse.Forbidden, false)]
    public async Task What_a_retired_key_sealed_opens_as_its_profiles_policy_says(ProfileUse use, bool opens)
    {
        using var before = await SecurityFixture.OpenAsync();
        var envelope = before.Protector.Seal([1, 2], Context);
        var key = RotateToProfileTwo(before);

        using var free = await SecurityFixture.OpenAsync(before.Store, options: WithAes(ProfileUse.Active));
        using var restricted = await SecurityFixture.OpenAsync(before.Store, options: WithAes(use));

        Assert.True(free.Protector.Open(envelope, Context).IsOpened);
        var result = restricted.Protector.Open(envelope, Context);
        Assert.Equal(opens, result.IsOpened);
        Assert.Equal(2, restricted.Protector.Seal([1], Context)[EnvelopeFormat.ProfileOffset]);
        Assert.Equal(opens ? null : new OpenRefusal.KeyUnavailable(key.KeyId, key.Version), result.Refusal);
    }

    [Theory]
    [InlineData(ProfileUse.AcceptOnly)]
    [InlineData(ProfileUse.Forbidden)]
    public async Task A_ring_whose_sealing_key_may_not_seal_is_not_opened_and_says_which(ProfileUse use)
    {
        using var before = await SecurityFixture.OpenAsync();
        var key = before.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);

        var error = await Assert.ThrowsAsync<KeyRingException>(
            () => SecurityFixture.OpenAsync(before.Store, options: WithAes(use)));

        Assert.Equal((key.KeyId, key.Version), (error.KeyId, error.Version));
        Assert.Contains("profile 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("rotate", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Retires the content key for one of profile 2, and returns the retired one.</summary>
    private static KeyVersionRecord RotateToProfileTwo(SecurityFixture fixture)
    {
        var key = fixture.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);
        fixture.Store.Replace(
            record => record.KeyId == key.KeyId ? record with { State = KeyState.Retired } : record);
        using var roots = new FixedRootKeys(7).Load(createIfMissing: false);
        fixture.Store.Add(KeyWrapping.CreateRecord(
            roots.Current,
            key.KeyId,
            new KeyVersion(2),
            KeyPurposes.Content,
            DateTimeOffset.UnixEpoch,
            new OsSecureRandom(),
            profile: CryptographicProfile.XChaCha20));
        return key;
    }

    private static ProfilePolicy Policy(SecurityOptions options) => new(Options.Create(options));

    private static SecurityOptions WithAes(ProfileUse use) => new()
    {
        Profile = SealingProfile.XChaCha20, AesGcmUse = use,
    };
}
