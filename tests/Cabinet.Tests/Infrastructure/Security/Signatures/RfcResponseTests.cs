using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>
/// The P-256 examples within the text of RFC 9421: a response that is bound to its request (section 2.4), a response
/// (B.2.4) and a request (section 4.3). Their contents have digests, so these are whole verifications.
/// </summary>
public sealed class RfcResponseTests
{
    private const string KeyId = "test-key-ecc-p256";
    private const string RequestContent = "{\"hello\": \"world\"}";
    private const string BusyContent = "{\"busy\": true, \"message\": \"Your call is very important to us\"}";
    private const string DogContent = "{\"message\": \"good dog\"}";

    private const string RequestDigest =
        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

    private const string BusyDigest =
        "sha-512=:0Y6iCBzGg5rZtoXS95Ijz03mslf6KAMCloESHObfwnHJDbkkWWQz6PhhU9kxsTbARtY2PTBOzq24uJFpHsMuAg==:";

    private const string DogDigest =
        "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:";

    private static SignatureMessage Request => SignatureMessage
        .ForRequest("POST", "https", "example.com", "/foo", "param=Value&Pet=dog")
        .WithField("Content-Digest", RequestDigest)
        .WithField("Content-Type", "application/json")
        .WithField("Content-Length", "18") with { Content = Encoding.ASCII.GetBytes(RequestContent) };

    [Fact]
    public async Task A_response_that_is_bound_to_its_request_verifies_with_that_request_only()
    {
        const string Input =
            "(\"@status\" \"content-digest\" \"content-type\" \"@authority\";req \"@method\";req \"@path\";req " +
            "\"@query\";req \"content-digest\";req \"content-type\";req \"content-length\";req);created=1618884479" +
            ";keyid=\"test-key-ecc-p256\"";
        const string Signature =
            "C73J41GVKc+TYXbSobvZf0CmNcptRiWN+NY1Or0A36ISg6ymdRN6ZgR2QfrtopFNzqAyv+CeWrMsNbcV2Ojsgg==";

        Assert.True(await IsVerifiedAsync(Respond(503, Request, BusyContent, BusyDigest), Input, Signature));
        Assert.False(await IsVerifiedAsync(Respond(503, null, BusyContent, BusyDigest), Input, Signature));
        Assert.False(await IsVerifiedAsync(
            Respond(503, SignatureMessage.ForRequest("GET", "https", "example.com", "/foo"), BusyContent, BusyDigest),
            Input,
            Signature));
        Assert.False(await IsVerifiedAsync(Respond(200, Request, BusyContent, BusyDigest), Input, Signature));
    }

    [Fact]
    public async Task The_response_of_B_2_4_verifies()
    {
        const string Input =
            "(\"@status\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473" +
            ";keyid=\"test-key-ecc-p256\"";
        const string Signature =
            "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==";
        var response = Respond(200, null, DogContent, DogDigest).WithField("Content-Length", "23");

        Assert.True(await IsVerifiedAsync(response, Input, Signature));
        Assert.False(await IsVerifiedAsync(
            response with { Content = Encoding.ASCII.GetBytes(DogContent + "\n") }, Input, Signature));
    }

    [Fact]
    public async Task The_client_s_signature_of_section_4_3_verifies()
    {
        const string Input =
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"content-type\" \"content-length\")" +
            ";created=1618884475;keyid=\"test-key-ecc-p256\"";
        const string Signature =
            "X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalzA8ESSaHD3A==";

        Assert.True(await IsVerifiedAsync(Request, Input, Signature));
    }

    private static SignatureMessage Respond(int status, SignatureMessage? request, string content, string digest) =>
        SignatureMessage.ForResponse(status, request)
            .WithField("Content-Type", "application/json")
            .WithField("Content-Digest", digest) with { Content = Encoding.ASCII.GetBytes(content) };

    private static async Task<bool> IsVerifiedAsync(SignatureMessage message, string input, string signature)
    {
        using var key = new SignatureKeys().ImportVerificationKey(
            SignatureAlgorithm.EcdsaP256Sha256, RfcMessages.Pem("test-key-ecc-p256.pub"));
        var policy = new VerificationPolicy
        {
            Keys = (keyId, _) => ValueTask.FromResult(keyId == KeyId ? key : null),
            RequiredComponents = [],
            RequiredParameters = SignatureParameters.Created,
        };
        var signed = message.WithSignature(new MessageSignature("reqres", $"reqres={input}", $"reqres=:{signature}:"));
        return await new MessageVerifier(new FakeTimeProvider(RfcMessages.Signed))
            .VerifyAsync(signed, policy, TestContext.Current.CancellationToken) is VerificationResult.Verified;
    }
}
