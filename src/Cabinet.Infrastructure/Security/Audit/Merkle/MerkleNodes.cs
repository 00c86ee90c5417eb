namespace Cabinet.Infrastructure.Security.Audit.Merkle;

/// <summary>
/// Reads the hash of a complete subtree: it covers the 2^level leaves from index × 2^level on.
/// </summary>
/// <param name="level">Its height.</param>
/// <param name="index">Which of its level, from 0.</param>
/// <param name="cancellationToken">Ends the wait.</param>
/// <exception cref="MerkleNodeMissingException">The store hasn't got it.</exception>
internal delegate ValueTask<ReadOnlyMemory<byte>> MerkleNodes(
    int level, long index, CancellationToken cancellationToken);
