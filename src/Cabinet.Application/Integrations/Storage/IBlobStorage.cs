using Cabinet.Domain.Integrations;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Integrations.Storage;

/// <summary>Keeps blobs: encrypted, addressed by a keyed digest of their content.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>A put that returned is on stable storage; a crash in between leaves nothing at the address and no part behind.</item>
/// <item>Putting the same content again changes nothing and gives the same address.</item>
/// <item>A read gives exactly the bytes that were put, or says that they are missing or damaged; never something else.</item>
/// </list>
/// </remarks>
public interface IBlobStorage
{
    /// <summary>The largest blob, in bytes before sealing: 64 MiB.</summary>
    const int MaximumSize = 64 * 1024 * 1024;

    /// <summary>What serves this port.</summary>
    Provenance Adapter { get; }

    /// <summary>Stores a blob.</summary>
    /// <exception cref="ArgumentException">The content is larger than <see cref="MaximumSize"/>.</exception>
    /// <exception cref="StorageException">The storage can't be written.</exception>
    ValueTask<ContentDigest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a blob and verifies it.</summary>
    /// <exception cref="StorageException">The storage can't be read.</exception>
    ValueTask<BlobRead> ReadAsync(ContentDigest address, CancellationToken cancellationToken);
}
