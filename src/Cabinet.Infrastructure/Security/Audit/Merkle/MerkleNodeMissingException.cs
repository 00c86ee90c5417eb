namespace Cabinet.Infrastructure.Security.Audit.Merkle;

/// <summary>A hash that the tree must have isn't stored, or isn't a hash.</summary>
internal sealed class MerkleNodeMissingException(int level, long index)
    : Exception($"The hash of the audit tree's node {index} of level {level} is missing.");
