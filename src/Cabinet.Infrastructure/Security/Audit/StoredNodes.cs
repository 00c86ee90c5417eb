using Cabinet.Application.Persistence.Readers;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit;

/// <summary>The hashes that a store keeps of its audit tree.</summary>
internal static class StoredNodes
{
    /// <summary>Reads them one by one; a missing one throws <see cref="MerkleNodeMissingException"/>.</summary>
    internal static MerkleNodes Of(IAuditReader log) => async (level, index, cancellationToken) =>
        await log.FindNodeAsync(level, index, cancellationToken) is { Length: MerkleHash.Size } hash
            ? hash
            : throw new MerkleNodeMissingException(level, index);
}
