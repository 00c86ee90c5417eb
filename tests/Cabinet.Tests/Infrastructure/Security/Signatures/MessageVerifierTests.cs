using Cabinet.Application.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

public sealed class MessageVerifierTests
{
    private readonly SignatureFixture fixture = new();

    public static TheoryData<SignatureAlgorithm> Algorithms =>
        [SignatureAlgorithm.Ed25519, SignatureAlgorithm.EcdsaP256Sha256, SignatureAlgorithm.HmacSha256];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task What_was_signed_verifies_with_all_that_was_stated(SignatureAlgorithm algorithm)
    {
        var key = KeyOf(algorithm);
        var parameters = SignatureFixture.Parameters() with
        {
            Label = "mine",
            Expires = SignatureFixture.Now.AddSeconds(60),
            Tag = "orders",
            StatesAlgorithm = true,
        };

        var verified = await fixture.AcceptAsync(
            fixture.Sign(parameters: parameters, key: key), fixture.Policy with { Keys = SignatureFixture.Finds(key) });

        Assert.Equal(
            (SignatureFixture.KeyId, "mine", algorithm, parameters.Nonce, "orders"),
            (verified.KeyId, verified.Label, verified.Algorithm, verified.Nonce, verified.Tag));
        Assert.Equal((parameters.Created, parameters.Expires), (verified.Created, verified.Expires));
        Assert.Equal(parameters.Components, verified.Covered);
        Assert.Equal(SignatureFixture.Now.AddSeconds(60) + fixture.Policy.ClockSkew, verified.AcceptableUntil);
    }

    private static ISigningKey KeyOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 => SignatureFixture.Ed25519Key,
        SignatureAlgorithm.EcdsaP256Sha256 => SignatureFixture.EcdsaKey,
        _ => SignatureFixture.SharedKey,
    };
}
