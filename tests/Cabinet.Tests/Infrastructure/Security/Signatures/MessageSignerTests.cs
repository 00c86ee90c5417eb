using Cabinet.Application.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>What the signer won't sign, and what it says then.</summary>
public sealed class MessageSignerTests
{
    private readonly SignatureFixture fixture = new();

    public static TheoryData<string, Func<SigningParameters, SigningParameters>> Impossible => new()
    {
        { "nothing would be covered", parameters => parameters with { Components = [] } },
        { "each once", parameters => With(parameters, ComponentIdentifier.Path) },
        { "\"absent\"", parameters => With(parameters, ComponentIdentifier.Field("Absent")) },
        { "\"@status\"", parameters => With(parameters, ComponentIdentifier.Status) },
        { "\"@path\";req", parameters => With(parameters, ComponentIdentifier.Path with { IsOfRequest = true }) },
        { "\"@query-param\";name=\"x\"", parameters => With(parameters, ComponentIdentifier.QueryParameter("x")) },
        {
            "\"host\";sf",
            parameters => With(parameters, ComponentIdentifier.Field("host") with { IsStructured = true })
        },
        { "content-digest", parameters => parameters with { Components = VerificationPolicy.RequestComponents } },
        { "256 characters", parameters => parameters with { Nonce = "" } },
        { "256 characters", parameters => parameters with { KeyId = new string('k', 257) } },
        { "printable ASCII", parameters => parameters with { Tag = "\u00e4" } },
        { "1970 and 9892", parameters => parameters with { Created = DateTimeOffset.UnixEpoch.AddSeconds(-1) } },
        { "no key", parameters => parameters with { Label = "Sig" } },
        { "no key", parameters => parameters with { Label = "" } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_a_verifier_would_refuse_isnt_signed(
        string expected, Func<SigningParameters, SigningParameters> change) => Assert.Contains(
        expected,
        Assert.Throws<ArgumentException>(() => fixture.Sign(parameters: change(SignatureFixture.Parameters()))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_digest_that_isnt_the_content_s_isnt_signed() => Assert.Contains(
        "isn't the content's",
        Assert.Throws<ArgumentException>(
            () => fixture.Sign(SignatureFixture.Request() with { Content = new byte[] { 1 } })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_label_serves_one_signature() => Assert.Contains(
        "already has a signature 'sig'",
        Assert.Throws<ArgumentException>(() => fixture.Sign(fixture.Sign())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_fields_are_written_in_one_way()
    {
        var parameters = SignatureFixture.Parameters(
            ComponentIdentifier.Field("Content-Digest") with { Key = "sha-256" },
            ComponentIdentifier.QueryParameter("page")) with
        {
            Expires = SignatureFixture.Now.AddSeconds(60),
            Tag = "a \"b\" \\c",
            StatesAlgorithm = true,
        };

        var signature = fixture.Signer.Sign(SignatureFixture.Request(), parameters, SignatureFixture.Ed25519Key);

        Assert.Equal(
            "sig=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" " +
            "\"content-digest\";key=\"sha-256\" \"@query-param\";name=\"page\")" +
            ";created=1800000000;expires=1800000060;nonce=\"bm9uY2Utbm9uY2Utbm9uY2U\"" +
            ";keyid=\"key-1\";alg=\"ed25519\";tag=\"a \\\"b\\\" \\\\c\"",
            signature.Input);
        Assert.Matches("^sig=:[A-Za-z0-9+/]{86}==:$", signature.Signature);
    }

    private static SigningParameters With(SigningParameters parameters, ComponentIdentifier component) =>
        parameters with { Components = [.. parameters.Components, component] };
}
