using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

/// <summary>Envelopes that somebody with the keys made: their tags verify, and one rule is broken.</summary>
public sealed class ForgedEnvelopeTests
{
    private static readonly ContentContext Context = SecurityFixture.Context;

    [Fact]
    public async Task A_wrong_commitment_is_refused_although_everything_else_verifies()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var secret = FindSecret(fixture, KeyPurposes.Content);

        // Before the key is known, and again when it comes from the cache: all three have the same salt.
        Assert.False(Opens(fixture, Forge(secret, commitmentChange: 1)));
        Assert.True(Opens(fixture, Forge(secret)));
        Assert.False(Opens(fixture, Forge(secret, commitmentChange: 1)));
    }

    [Fact]
    public async Task A_key_of_another_purpose_opens_nothing()
    {
        using var fixture = await SecurityFixture.OpenAsync();

        Assert.False(Opens(fixture, Forge(FindSecret(fixture, KeyPurposes.Digest))));
    }

    [Fact]
    public async Task The_profile_is_the_one_of_the_keys_record_whatever_the_message_says()
    {
        using var fixture = await SecurityFixture.OpenAsync();

        Assert.False(Opens(fixture, Forge(FindSecret(fixture, KeyPurposes.Content), profile: 2)));
    }

    private static bool Opens(SecurityFixture fixture, byte[] envelope) =>
        fixture.Protector.Open(envelope, Context).IsOpened;

    private static EnvelopeSecret FindSecret(SecurityFixture fixture, string purpose) =>
        fixture.Ring.Current.FindSealing(purpose)!.Secret;

    private static byte[] Forge(EnvelopeSecret secret, byte profile = 1, byte commitmentChange = 0)
    {
        var prefix = new byte[EnvelopeFormat.PrefixSize];
        var derived = new byte[EnvelopeFormat.CipherKeySize + EnvelopeFormat.CommitmentSize];
        EnvelopeHeader.WriteIdentity(prefix, EnvelopeFormat.SingleFormat, profile, secret.KeyId, secret.Version);
        var salt = prefix.AsSpan(EnvelopeFormat.SaltOffset, EnvelopeFormat.SaltSize);
        secret.Derive(prefix.AsSpan(0, EnvelopeFormat.IdentitySize), salt, derived);
        derived.AsSpan(EnvelopeFormat.CipherKeySize).CopyTo(prefix.AsSpan(EnvelopeFormat.CommitmentOffset));
        prefix[EnvelopeFormat.CommitmentOffset] ^= commitmentChange;
        using var cipher = secret.Profile.CreateShared(derived.AsSpan(0, EnvelopeFormat.CipherKeySize));
        return SingleEnvelope.Seal(new MessageKey(prefix, cipher), new OsSecureRandom(), [1, 2], Context);
    }
}
