using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>
/// LabeledExtract and LabeledExpand (RFC 9180, section 4): HKDF whose every input names the protocol, the suite and
/// what the output is for.
/// </summary>
internal sealed class LabeledHkdf(HashAlgorithmName hash, int digestSize, byte[] suiteId)
{
    private readonly byte[] prefix = [.. "HPKE-v1"u8, .. suiteId];

    /// <summary>Bytes of a digest, and of everything that is extracted.</summary>
    internal int DigestSize { get; } = digestSize;

    /// <summary>Fills a destination of <see cref="DigestSize"/> bytes.</summary>
    internal void Extract(
        ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> material, Span<byte> destination)
    {
        // The material may be a secret: its copy lies still, and is wiped.
        var labeled = GC.AllocateUninitializedArray<byte>(
            prefix.Length + label.Length + material.Length, pinned: true);
        prefix.CopyTo(labeled);
        label.CopyTo(labeled.AsSpan(prefix.Length));
        material.CopyTo(labeled.AsSpan(prefix.Length + label.Length));
        HKDF.Extract(hash, labeled, salt, destination);
        CryptographicOperations.ZeroMemory(labeled);
    }

    /// <summary>Fills a destination of 1 to 255 times <see cref="DigestSize"/> bytes.</summary>
    internal void Expand(
        ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, Span<byte> destination)
    {
        var labeled = new byte[sizeof(ushort) + prefix.Length + label.Length + info.Length];
        BinaryPrimitives.WriteUInt16BigEndian(labeled, checked((ushort)destination.Length));
        var rest = labeled.AsSpan(sizeof(ushort));
        prefix.CopyTo(rest);
        label.CopyTo(rest[prefix.Length..]);
        info.CopyTo(rest[(prefix.Length + label.Length)..]);
        HKDF.Expand(hash, pseudorandomKey, destination, labeled);
    }
}
