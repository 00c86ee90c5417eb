namespace Cabinet.Infrastructure.Security.Audit.Merkle;

/// <summary>Makes proofs out of stored hashes, with a number of reads that grows with the tree's height only.</summary>
internal static class MerkleProofs
{
    /// <summary>The hashes beside the way from a leaf to the root, the leaf's sibling first (RFC 9162, 2.1.3.1).</summary>
    internal static ValueTask<IReadOnlyList<byte[]>> ProveInclusionAsync(
        long index, long size, MerkleNodes nodes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return HashAsync(InclusionRanges(index, size), nodes, cancellationToken);
    }

    /// <summary>The hashes that show a tree to be the start of a larger one (RFC 9162, 2.1.4.1).</summary>
    internal static ValueTask<IReadOnlyList<byte[]>> ProveConsistencyAsync(
        long first, long second, MerkleNodes nodes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        return HashAsync(ConsistencyRanges(first, second), nodes, cancellationToken);
    }

    private static List<LeafRange> InclusionRanges(long index, long size)
    {
        var beside = new List<LeafRange>();
        for (var around = new LeafRange(0, size); around.Count > 1;)
        {
            var isLeft = index < around.Left.End;
            beside.Add(isLeft ? around.Right : around.Left);
            around = isLeft ? around.Left : around.Right;
        }

        beside.Reverse();
        return beside;
    }

    // The walk ends where the first tree's edge is the edge of a subtree. That subtree's hash heads the proof, unless it
    // is the whole first tree, whose root the verifier holds.
    private static List<LeafRange> ConsistencyRanges(long first, long second)
    {
        if (first == 0 || first == second)
        {
            return [];
        }

        var ranges = new List<LeafRange>();
        var around = new LeafRange(0, second);
        while (around.End != first)
        {
            var isLeft = first <= around.Left.End;
            ranges.Add(isLeft ? around.Right : around.Left);
            around = isLeft ? around.Left : around.Right;
        }

        if (around.Start != 0)
        {
            ranges.Add(around);
        }

        ranges.Reverse();
        return ranges;
    }

    private static async ValueTask<IReadOnlyList<byte[]>> HashAsync(
        List<LeafRange> ranges, MerkleNodes nodes, CancellationToken cancellationToken)
    {
        var hashes = new List<byte[]>(ranges.Count);
        foreach (var range in ranges)
        {
            hashes.Add(await range.HashAsync(nodes, cancellationToken));
        }

        return hashes;
    }
}
