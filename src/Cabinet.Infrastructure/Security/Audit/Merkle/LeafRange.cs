using System.Numerics;

namespace Cabinet.Infrastructure.Security.Audit.Merkle;

/// <summary>Leaves of a tree that have a hash of their own: a subtree as RFC 6962 splits them.</summary>
/// <param name="Start">The first leaf.</param>
/// <param name="End">The first leaf after them.</param>
internal readonly record struct LeafRange(long Start, long End)
{
    internal long Count => End - Start;

    /// <summary>The largest power of 2 below the count, where RFC 6962 splits it. Needs two leaves or more.</summary>
    internal long SplitSize => 1L << BitOperations.Log2((ulong)(Count - 1));

    internal LeafRange Left => new(Start, Start + SplitSize);

    internal LeafRange Right => new(Start + SplitSize, End);

    /// <summary>Reads or computes its hash: its complete subtrees are stored, the rest follows from them.</summary>
    internal async ValueTask<byte[]> HashAsync(MerkleNodes nodes, CancellationToken cancellationToken)
    {
        // From the largest subtree to the smallest, then folded from the right.
        var parts = new List<ReadOnlyMemory<byte>>();
        for (var start = Start; start < End;)
        {
            var level = BitOperations.Log2((ulong)(End - start));
            parts.Add(await nodes(level, start >> level, cancellationToken));
            start += 1L << level;
        }

        var hash = parts[^1].ToArray();
        for (var part = parts.Count - 2; part >= 0; part--)
        {
            hash = MerkleHash.OfNode(parts[part].Span, hash);
        }

        return hash;
    }
}
