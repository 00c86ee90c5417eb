using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Audit.Merkle;

/// <summary>Verifies proofs by RFC 9162. Never throws on what they hold: outside bytes decide nothing but the answer.</summary>
internal static class MerkleVerifier
{
    /// <summary>The longest proof that any tree has.</summary>
    internal const int MaximumHashes = 64;

    /// <summary>Whether the leaf is in the tree of that root, at that index (RFC 9162, 2.1.3.2).</summary>
    internal static bool IsIncluded(
        ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || !AreHashes(proof) || leafHash.Length != MerkleHash.Size)
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var beside in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.OfNode(beside, hash);
                SkipUnpaired(ref node, ref last);
            }
            else
            {
                hash = MerkleHash.OfNode(hash, beside);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && AreEqual(hash, root);
    }

    /// <summary>Whether the first tree is the start of the second (RFC 9162, 2.1.4.2).</summary>
    /// <remarks>Every tree continues the one without leaves; its proof is empty.</remarks>
    internal static bool IsConsistent(
        long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first < 0 || first > second || !AreHashes(proof)
            || firstRoot.Length != MerkleHash.Size || secondRoot.Length != MerkleHash.Size)
        {
            return false;
        }

        if (first == second)
        {
            return proof.Count == 0 && AreEqual(firstRoot, secondRoot);
        }

        if (first == 0)
        {
            return proof.Count == 0 && AreEqual(firstRoot, MerkleHash.OfNothing.Span);
        }

        return LeadsToBoth(first, firstRoot, second, secondRoot, proof);
    }

    private static bool LeadsToBoth(
        long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        // A first tree that is one complete subtree of the second is the proof's unwritten first hash.
        var isComplete = (first & (first - 1)) == 0;
        if (!isComplete && proof.Count == 0)
        {
            return false;
        }

        var start = isComplete ? firstRoot.ToArray() : proof[0];
        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        var (inFirst, inSecond) = (start, start);
        for (var step = isComplete ? 0 : 1; step < proof.Count; step++)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                inFirst = MerkleHash.OfNode(proof[step], inFirst);
                inSecond = MerkleHash.OfNode(proof[step], inSecond);
                SkipUnpaired(ref node, ref last);
            }
            else
            {
                inSecond = MerkleHash.OfNode(inSecond, proof[step]);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && AreEqual(inFirst, firstRoot) && AreEqual(inSecond, secondRoot);
    }

    // At the right edge a node without a sibling passes up unchanged, so its levels have no hash in the proof.
    private static void SkipUnpaired(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) =>
        proof.Count <= MaximumHashes && proof.All(hash => hash.Length == MerkleHash.Size);

    private static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        CryptographicOperations.FixedTimeEquals(left, right);
}
