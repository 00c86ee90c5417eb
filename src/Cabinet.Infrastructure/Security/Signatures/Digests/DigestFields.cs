using System.Security.Cryptography;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Digests;

/// <inheritdoc />
internal sealed class DigestFields : IDigestFields
{
    private const DigestAlgorithms All = DigestAlgorithms.Sha256 | DigestAlgorithms.Sha512;

    public string Compute(ReadOnlySpan<byte> content, DigestAlgorithms algorithms)
    {
        if (algorithms == DigestAlgorithms.None || (algorithms & ~All) != DigestAlgorithms.None)
        {
            throw new ArgumentException("Ask for sha-256, sha-512 or both.", nameof(algorithms));
        }

        var members = new List<string>(2);
        if (algorithms.HasFlag(DigestAlgorithms.Sha256))
        {
            members.Add(Write(ContentDigests.Sha256, SHA256.HashData(content)));
        }

        if (algorithms.HasFlag(DigestAlgorithms.Sha512))
        {
            members.Add(Write(ContentDigests.Sha512, SHA512.HashData(content)));
        }

        return string.Join(", ", members);
    }

    private static string Write(string algorithm, byte[] digest) => $"{algorithm}=:{Convert.ToBase64String(digest)}:";
}
