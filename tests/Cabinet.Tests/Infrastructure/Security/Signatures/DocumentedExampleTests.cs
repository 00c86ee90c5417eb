using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Digests;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>The example of docs/security/http-signatures.md, byte by byte; a reader checks it with openssl.</summary>
public sealed class DocumentedExampleTests
{
    [Fact]
    public void The_documented_message_is_the_one_that_is_signed()
    {
        // The first key of RFC 8032, section 7.1.
        using var key = new SignatureKeys().ImportSigningKey(
            SignatureAlgorithm.Ed25519,
            Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        var content = Encoding.ASCII.GetBytes("{\"hello\": \"world\"}\n");
        var digest = new DigestFields().Compute(content, DigestAlgorithms.Sha256);
        var message = SignatureMessage
            .ForRequest("POST", "https", "API.Example.com", "/orders/%2e%2e/7", "dry-run")
            .WithField("Content-Digest", digest) with { Content = content };

        var signature = new MessageSigner().Sign(
            message,
            new SigningParameters
            {
                Components = [.. VerificationPolicy.RequestComponents, ComponentIdentifier.ContentDigest],
                KeyId = "key-1",
                Created = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000),
                Nonce = "n-0001",
            },
            key);

        var document = ReadDocument();
        Assert.Contains($"\nContent-Digest: {digest}\n", document, StringComparison.Ordinal);
        Assert.Contains($"\nSignature-Input: {signature.Input}\n", document, StringComparison.Ordinal);
        Assert.Contains($"\nSignature: {signature.Signature}\n", document, StringComparison.Ordinal);
    }

    private static string ReadDocument()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cabinet.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no Cabinet.slnx above the tests.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "security", "http-signatures.md"));
    }
}
