using Cabinet.Domain.Ids;

namespace Cabinet.Application.Integrations.Storage;

/// <summary>Keeps payloads of jobs that are too large for the store: encrypted, under a keyed digest of their content.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>A put that returned is on stable storage; a crash in between leaves nothing at the address.</item>
/// <item>Each put has an address of its own, so that nobody deletes what another has just put.</item>
/// <item>A read gives exactly the bytes that were put, or says that they are missing or damaged; never something else.</item>
/// <item>A listing shows only what was sealed under keys that this process's ring knows: another store's payloads aren't
/// shown, and so aren't collected.</item>
/// </list>
/// </remarks>
public interface IPayloadStorage
{
    /// <summary>Stores a payload.</summary>
    /// <exception cref="ArgumentException">It is larger than <see cref="IBlobStorage.MaximumSize"/>.</exception>
    /// <exception cref="StorageException">The storage can't be written.</exception>
    ValueTask<StoredPayload> PutAsync(JobId job, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Reads a payload and verifies it.</summary>
    /// <exception cref="StorageException">The storage can't be read.</exception>
    ValueTask<BlobRead> ReadAsync(PayloadAddress address, CancellationToken cancellationToken);

    /// <summary>Payloads in the order of their addresses' text.</summary>
    /// <param name="after">The text that the last part ended with; null begins.</param>
    /// <param name="limit">How many are looked at, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageException">The storage can't be read.</exception>
    ValueTask<StoredPayloadPage> ListAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes a payload; one that isn't there is no error.</summary>
    /// <exception cref="StorageException">The storage can't be written.</exception>
    ValueTask DeleteAsync(PayloadAddress address, CancellationToken cancellationToken);
}
