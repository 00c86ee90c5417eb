using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Audit.Merkle;

/// <summary>The hashes of RFC 6962, section 2.1 (the same in RFC 9162): SHA-256, leaves and nodes told apart.</summary>
internal static class MerkleHash
{
    internal const int Size = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The root of the tree without entries: the hash of nothing.</summary>
    internal static ReadOnlyMemory<byte> OfNothing { get; } = SHA256.HashData([]);

    /// <summary>The hash of an entry.</summary>
    internal static byte[] OfLeaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary>The hash of a node over its two children.</summary>
    internal static byte[] OfNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Size)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Size)..]);
        return SHA256.HashData(input);
    }
}
