using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Keys;

public sealed class SigningKeysTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_signs_verifies_under_the_public_key_of_the_version_that_it_names()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var keys = new RingSigningKeys(fixture.Ring);

        var signature = keys.Sign(KeyPurposes.AuditCheckpoint, "", [1, 2, 3]);

        var named = Assert.Single(keys.ListPublicKeys(KeyPurposes.AuditCheckpoint, ""));
        Assert.Equal(signature.Version, named.Version);
        using var verifier = Ed25519VerificationKey.Import(named.PublicKey.Span)!;
        Assert.True(verifier.Verify([1, 2, 3], signature.Signature.Span));
        Assert.False(verifier.Verify([1, 2, 4], signature.Signature.Span));
    }

    [Fact]
    public async Task A_destroyed_version_still_has_its_public_key_and_never_signs()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var keys = new RingSigningKeys(fixture.Ring);
        var signature = keys.Sign(KeyPurposes.AuditCheckpoint, "", [1]);
        using var other = await SecurityFixture.OpenAsync();
        var old = fixture.Ring.Versions.Single(record => record.Purpose == KeyPurposes.AuditCheckpoint);
        other.Store.Add(old with { State = KeyState.Destroyed, WrappedKey = default });
        await other.Ring.ReloadAsync(Cancellation);

        var others = new RingSigningKeys(other.Ring);

        var found = others.ListPublicKeys(KeyPurposes.AuditCheckpoint, "")
            .Single(key => key.Version == signature.Version);
        Assert.Equal(KeyState.Destroyed, found.State);
        using var verifier = Ed25519VerificationKey.Import(found.PublicKey.Span)!;
        Assert.True(verifier.Verify([1], signature.Signature.Span));
        Assert.NotEqual(signature.Version, others.Sign(KeyPurposes.AuditCheckpoint, "", [1]).Version);
    }

    [Theory]
    [InlineData(KeyPurposes.Content)]
    [InlineData(KeyPurposes.Digest)]
    [InlineData(KeyPurposes.Exchange)]
    [InlineData("unheard-of")]
    public async Task Keys_of_another_kind_never_sign(string purpose)
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var keys = new RingSigningKeys(fixture.Ring);

        Assert.Throws<ArgumentException>(() => keys.Sign(purpose, "", [1]));
        Assert.Throws<ArgumentException>(() => keys.ListPublicKeys(purpose, ""));
    }

    [Fact]
    public async Task A_purpose_without_a_key_says_so()
    {
        using var fixture = await SecurityFixture.OpenAsync();

        var error = Assert.Throws<KeyRingException>(
            () => new RingSigningKeys(fixture.Ring).Sign(KeyPurposes.Webhook, "", [1]));

        Assert.Contains("webhook", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyPurposes.AuditCheckpoint)]
    [InlineData(KeyPurposes.Digest)]
    public async Task Only_a_sealing_key_seals(string purpose)
    {
        using var fixture = await SecurityFixture.OpenAsync();

        Assert.Throws<ArgumentException>(
            () => fixture.Protector.Seal([1], SecurityFixture.Context with { Purpose = purpose }));
    }
}
