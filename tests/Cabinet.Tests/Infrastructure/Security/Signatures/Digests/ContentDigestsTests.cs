using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Digests;

namespace Cabinet.Tests.Infrastructure.Security.Signatures.Digests;

/// <summary>Content is what the signed digest says (RFC 9530), or the message is refused.</summary>
public sealed class ContentDigestsTests
{
    // RFC 9530, appendix D: the digests of {"hello": "world"} and a line feed.
    private const string Hello = "{\"hello\": \"world\"}\n";
    private const string HelloSha256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    private const string HelloSha512 =
        "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";

    private const string Components = "(\"@method\" \"@authority\" \"@path\" \"@query\" ";

    private static readonly byte[] Content = Encoding.ASCII.GetBytes(Hello);

    private readonly SignatureFixture fixture = new();

    [Theory]
    [InlineData(DigestAlgorithms.Sha256, HelloSha256)]
    [InlineData(DigestAlgorithms.Sha512, HelloSha512)]
    [InlineData(DigestAlgorithms.Sha256 | DigestAlgorithms.Sha512, $"{HelloSha256}, {HelloSha512}")]
    public void The_field_is_the_published_one(DigestAlgorithms algorithms, string expected) =>
        Assert.Equal(expected, new DigestFields().Compute(Content, algorithms));

    [Theory]
    [InlineData(DigestAlgorithms.None)]
    [InlineData((DigestAlgorithms)4)]
    public void No_algorithm_and_an_unknown_one_are_bugs(DigestAlgorithms algorithms) =>
        Assert.Throws<ArgumentException>(() => new DigestFields().Compute(Content, algorithms));

    [Theory]
    [InlineData(HelloSha256)]
    [InlineData(HelloSha512)]
    [InlineData($"{HelloSha256}, {HelloSha512}")]
    [InlineData($"md5=:AAAA:, {HelloSha256}, x=token")]
    public async Task Content_that_agrees_is_accepted(string digest) =>
        await fixture.AcceptAsync(Signed("content-digest", digest));

    [Theory]
    [InlineData("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDk=:", SignatureRefusal.DigestMismatch)]
    [InlineData($"{HelloSha256}, sha-512=:AAAA:", SignatureRefusal.DigestMismatch)]
    [InlineData("sha-256=::", SignatureRefusal.DigestMismatch)]
    [InlineData("sha-256=token", SignatureRefusal.UnusableDigest)]
    [InlineData($"{HelloSha256};x=1", SignatureRefusal.UnusableDigest)]
    [InlineData("md5=:AAAA:", SignatureRefusal.UnusableDigest)]
    [InlineData("", SignatureRefusal.UnusableDigest)]
    [InlineData("nonsense=", SignatureRefusal.UnusableDigest)]
    [InlineData($"sha-256=:AAAA:, {HelloSha256}", SignatureRefusal.UnusableDigest)]
    [InlineData($"{HelloSha256}, {HelloSha256}", SignatureRefusal.UnusableDigest)]
    [InlineData("SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", SignatureRefusal.UnusableDigest)]
    public async Task Content_that_doesnt_agree_is_refused_though_the_signature_is_right(
        string digest, SignatureRefusal reason) =>
        await fixture.RefuseAsync(reason, Signed("content-digest", digest));

    [Fact]
    public async Task Content_that_isnt_what_was_signed_is_refused() => await fixture.RefuseAsync(
        SignatureRefusal.DigestMismatch,
        Signed("content-digest", HelloSha256) with { Content = Encoding.ASCII.GetBytes("{\"hello\": \"World\"}\n") });

    [Fact]
    public async Task Content_that_was_taken_away_is_refused() => await fixture.RefuseAsync(
        SignatureRefusal.DigestMismatch, Signed("content-digest", HelloSha256) with { Content = default });

    [Theory]
    [InlineData("")]
    [InlineData("\"repr-digest\"")]
    [InlineData("\"content-digest\";key=\"md5\"")]
    public async Task Content_without_a_covered_digest_is_refused(string covered) => await fixture.RefuseAsync(
        SignatureRefusal.ContentNotCovered,
        SignatureFixture.Forge(
            $"{Components}{covered}){SignatureFixture.Stated()}",
            Unsigned(Content)
                .WithField("Content-Digest", $"{HelloSha256}, md5=:AAAA:").WithField("Repr-Digest", HelloSha256)));

    [Theory]
    [InlineData("\"content-digest\";key=\"sha-256\"")]
    [InlineData("\"content-digest\";sf")]
    [InlineData("\"content-digest\";bs")]
    public async Task Every_form_of_covering_the_digest_counts(string covered) => await fixture.AcceptAsync(
        SignatureFixture.Forge(
            $"{Components}{covered}){SignatureFixture.Stated()}",
            Unsigned(Content).WithField("Content-Digest", $"{HelloSha256}, {HelloSha512}")));

    [Fact]
    public async Task A_digest_beside_the_covered_one_may_not_contradict_it() => await fixture.RefuseAsync(
        SignatureRefusal.DigestMismatch,
        SignatureFixture.Forge(
            $"{Components}\"content-digest\";key=\"sha-256\"){SignatureFixture.Stated()}",
            Unsigned(Content).WithField("Content-Digest", $"{HelloSha256}, sha-512=:AAAA:")));

    [Fact]
    public async Task A_trailer_holds_the_digest_when_the_trailer_is_covered()
    {
        var trailer = new SignatureField("Content-Digest", HelloSha256);
        var message = SignatureFixture.Forge(
            $"{Components}\"content-digest\";tr){SignatureFixture.Stated()}",
            Unsigned(Content) with { Trailers = [trailer] });

        await fixture.AcceptAsync(message);
        await fixture.RefuseAsync(
            SignatureRefusal.DigestMismatch, message.WithField("Content-Digest", "sha-256=:AAAA:"));
    }

    [Theory]
    [InlineData(200, HelloSha256, null)]
    [InlineData(200, "sha-256=:AAAA:", SignatureRefusal.DigestMismatch)]
    [InlineData(206, HelloSha256, SignatureRefusal.UnusableDigest)]
    public async Task A_digest_of_the_representation_is_checked_when_it_is_covered(
        int status, string digest, SignatureRefusal? reason)
    {
        var response = SignatureMessage.ForResponse(status)
            .WithField("Content-Digest", HelloSha256).WithField("Repr-Digest", digest) with { Content = Content };
        var policy = fixture.Policy with { RequiredComponents = VerificationPolicy.ResponseComponents };

        var result = await fixture.VerifyAsync(
            SignatureFixture.Forge(
                $"(\"@status\" \"content-digest\" \"repr-digest\"){SignatureFixture.Stated()}", response),
            policy);

        Assert.Equal(reason, (result as VerificationResult.Refused)?.Reason);
    }

    [Fact]
    public async Task A_message_without_content_needs_no_digest() => await fixture.AcceptAsync(
        SignatureFixture.Forge($"{Components.TrimEnd()}){SignatureFixture.Stated()}", Unsigned([])));

    [Fact]
    public async Task A_digest_of_the_request_is_no_digest_of_the_response()
    {
        var response = SignatureMessage.ForResponse(
            200, Unsigned(Content).WithField("Content-Digest", HelloSha256)) with { Content = Content };

        await fixture.RefuseAsync(
            SignatureRefusal.ContentNotCovered,
            SignatureFixture.Forge($"(\"@status\" \"content-digest\";req){SignatureFixture.Stated()}", response),
            fixture.Policy with { RequiredComponents = VerificationPolicy.ResponseComponents });
    }

    private static SignatureMessage Signed(string name, string digest) => SignatureFixture.Forge(
        $"{Components}\"{name}\"){SignatureFixture.Stated()}", Unsigned(Content).WithField(name, digest));

    private static SignatureMessage Unsigned(byte[] content) =>
        SignatureMessage.ForRequest("PUT", "https", "a.example", "/") with { Content = content };
}
