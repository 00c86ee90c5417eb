using System.Numerics;

namespace Cabinet.Infrastructure.Security.Audit.Merkle;

/// <summary>
/// A tree that only grows, kept as the roots of its complete subtrees: one for each bit of its size, so a million leaves
/// take twenty hashes. Not safe for several threads.
/// </summary>
internal sealed class CompactRange
{
    private readonly Action<int, long, byte[]>? completed;
    private readonly byte[]?[] subtrees = new byte[]?[63];

    /// <summary>Starts with the tree without leaves.</summary>
    /// <param name="completed">
    /// Hears of each subtree that becomes complete (level, index, hash), leaves included.
    /// </param>
    internal CompactRange(Action<int, long, byte[]>? completed = null) => this.completed = completed;

    /// <summary>How many leaves there are.</summary>
    internal long Size { get; private set; }

    /// <summary>Reads the complete subtrees of a stored tree: as many reads as its size has bits.</summary>
    /// <exception cref="MerkleNodeMissingException">One of them isn't stored.</exception>
    internal static async ValueTask<CompactRange> LoadAsync(
        long size, MerkleNodes nodes, Action<int, long, byte[]>? completed, CancellationToken cancellationToken)
    {
        var range = new CompactRange(completed) { Size = size };
        for (var level = 0; size >> level != 0; level++)
        {
            if (((size >> level) & 1) == 1)
            {
                var hash = await nodes(level, (size >> level) - 1, cancellationToken);
                range.subtrees[level] = hash.ToArray();
            }
        }

        return range;
    }

    /// <summary>Adds a leaf, given by its hash.</summary>
    internal void Append(byte[] leafHash)
    {
        var (level, index, hash) = (0, Size, leafHash);
        completed?.Invoke(level, index, hash);
        while ((index & 1) == 1)
        {
            hash = MerkleHash.OfNode(subtrees[level], hash);
            subtrees[level] = null;
            level++;
            index >>= 1;
            completed?.Invoke(level, index, hash);
        }

        subtrees[level] = hash;
        Size++;
    }

    /// <summary>The root of the tree as it is now.</summary>
    internal byte[] ReadRoot()
    {
        if (Size == 0)
        {
            return MerkleHash.OfNothing.ToArray();
        }

        var level = BitOperations.TrailingZeroCount(Size);
        var root = subtrees[level]!;
        for (level++; Size >> level != 0; level++)
        {
            if (((Size >> level) & 1) == 1)
            {
                root = MerkleHash.OfNode(subtrees[level], root);
            }
        }

        return root;
    }
}
