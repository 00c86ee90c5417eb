using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>
/// RFC 9421, appendix B. Its examples B.2.1 and B.2.2 are signed with RSA-PSS, which Cabinet doesn't offer: of these
/// the signature base must be right and the message refused.
/// </summary>
public sealed class RfcVectorTests(ITestOutputHelper output)
{
    private static readonly VerificationPolicy Lenient = new()
    {
        Keys = RfcMessages.FindAsync,
        RequiredComponents = [],
        RequiredParameters = SignatureParameters.Created,
    };

    private readonly MessageVerifier verifier = new(new FakeTimeProvider(RfcMessages.Signed));

    [Theory]
    [InlineData("b21_request_signed.txt", "b21_request_sigbase.txt")]
    [InlineData("b22_request_signed.txt", "b22_request_sigbase.txt")]
    [InlineData("b25_request_signed.txt", "b25_request_sigbase.txt")]
    [InlineData("b26_request_signed.txt", "b26_request_sigbase.txt")]
    [InlineData("b4_1_original_VALID.txt", "b4_sigbase.txt")]
    [InlineData("b4_2_added_header_and_query_VALID.txt", "b4_sigbase.txt")]
    public void The_signature_base_is_the_published_one(string message, string expected) =>
        Assert.Equal(RfcMessages.Text(expected), BaseOf(RfcMessages.Read(message)));

    [Theory]
    [InlineData("b25_request_signed.txt", "sig-b25", SignatureAlgorithm.HmacSha256)]
    [InlineData("b26_request_signed.txt", "sig-b26", SignatureAlgorithm.Ed25519)]
    [InlineData("b4_1_original_VALID.txt", "transform", SignatureAlgorithm.Ed25519)]
    [InlineData("b4_2_added_header_and_query_VALID.txt", "transform", SignatureAlgorithm.Ed25519)]
    public async Task The_published_signature_verifies(string file, string label, SignatureAlgorithm algorithm)
    {
        var result = await VerifyAsync(RfcMessages.Read(file));

        var verified = Assert.IsType<VerificationResult.Verified>(result);
        Assert.Equal((label, algorithm, RfcMessages.Signed), (verified.Label, verified.Algorithm, verified.Created));
    }

    [Theory]
    [InlineData("b25_request_signed.txt", "sig-b25", RfcMessages.SharedKeyId)]
    [InlineData("b26_request_signed.txt", "sig-b26", RfcMessages.Ed25519KeyId)]
    [InlineData("b4_1_original_VALID.txt", "transform", RfcMessages.Ed25519KeyId)]
    public void Signing_the_same_gives_the_published_fields(string file, string label, string keyId)
    {
        var message = RfcMessages.Read(file);
        SignatureFields.Read(message, out var present);
        SignatureInputReader.Read(present!.InputOf(label), out var input);
        var unsigned = message with { Fields = [.. message.Fields.Where(field => !IsSignatureField(field))] };
        using var key = RfcMessages.SigningKey(keyId);

        var signature = new MessageSigner().Sign(
            unsigned,
            new SigningParameters
            {
                Label = label,
                Components = [.. input!.Covered.Select(component => component.Identifier)],
                KeyId = keyId,
                Created = RfcMessages.Signed,
            },
            key);

        Assert.Equal(ValueOf(message, "Signature-Input"), signature.Input);
        Assert.Equal(ValueOf(message, "Signature"), signature.Signature);
    }

    [Fact]
    public async Task A_changed_method_and_authority_are_refused()
    {
        var result = await VerifyAsync(RfcMessages.Read("b4_5_method_and_authority_changed_INVALID.txt"));

        Assert.Equal(SignatureRefusal.BadSignature, Assert.IsType<VerificationResult.Refused>(result).Reason);
    }

    [Fact]
    public async Task Content_that_no_digest_covers_is_refused_though_the_signature_is_right()
    {
        var result = await VerifyAsync(RfcMessages.Read("b26_request_signed.txt", withContent: true));

        Assert.Equal(SignatureRefusal.ContentNotCovered, Assert.IsType<VerificationResult.Refused>(result).Reason);
    }

    [Theory]
    [InlineData("b21_request_signed.txt", SignatureRefusal.NothingCovered)]
    [InlineData("b22_request_signed.txt", SignatureRefusal.UnknownKey)]
    public async Task What_is_signed_with_RSA_is_refused(string file, SignatureRefusal reason)
    {
        var result = await VerifyAsync(RfcMessages.Read(file));

        Assert.Equal(reason, Assert.IsType<VerificationResult.Refused>(result).Reason);
    }

    [Fact]
    public async Task Every_message_of_the_folder_has_its_outcome()
    {
        string[] files =
        [
            "b21_request_signed.txt", "b22_request_signed.txt", "b25_request_signed.txt", "b26_request_signed.txt",
            "b4_1_original_VALID.txt", "b4_2_added_header_and_query_VALID.txt",
            "b4_5_method_and_authority_changed_INVALID.txt",
        ];
        var outcomes = new List<string>();
        foreach (var file in files)
        {
            outcomes.Add((await VerifyAsync(RfcMessages.Read(file))).ToString()!.Split(' ')[0]);
        }

        var verified = outcomes.Count(outcome => outcome == "Verified");
        output.WriteLine(
            $"rfc9421: {files.Length} signed messages, 6 signature bases equal, {verified} verified, " +
            $"{files.Length - verified} refused (2 of them RSA-PSS, which isn't offered; 1 is the RFC's invalid one)");
        Assert.Equal((4, 3), (verified, files.Length - verified));
    }

    private ValueTask<VerificationResult> VerifyAsync(SignatureMessage message) =>
        verifier.VerifyAsync(message, Lenient, TestContext.Current.CancellationToken);

    /// <summary>The base alone, without any judgement: B.2.1 covers nothing, which the verifier refuses.</summary>
    private static string BaseOf(SignatureMessage message)
    {
        Assert.Equal(SignatureRefusal.None, SignatureFields.Read(message, out var fields));
        var written = (Cabinet.Infrastructure.Security.StructuredFields.StructuredInnerList)
            fields!.InputOf(fields.Labels.Single());
        var covered = written.Items.Select(item =>
        {
            Assert.True(CoveredComponent.TryRead(item, out var component));
            return component!;
        }).ToList();
        var types = new StructuredFieldTypes(new Dictionary<string, StructuredFieldType>());
        Assert.True(SignatureBase.TryBuild(message, covered, written, types, out var signatureBase));
        return Encoding.ASCII.GetString(signatureBase!);
    }

    private static bool IsSignatureField(SignatureField field) => field.Name is "Signature" or "Signature-Input";

    private static string ValueOf(SignatureMessage message, string name) =>
        message.Fields.Single(field => field.Name == name).Value.Trim();
}
