using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>Where the ring's records are kept: the store, whichever it is.</summary>
public interface IKeyRecords
{
    /// <summary>All records, in any order. It sees every record that was added before the call began.</summary>
    ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The ring's revision: how many changes its versions have seen. Cheap enough to ask every few seconds.</summary>
    ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Adds a record, durably and audited, unless the key has that version already, or the record is active and its
    /// purpose has an active version for its tenant already. So of several processes that create a purpose's first key
    /// at once, exactly one succeeds.
    /// </summary>
    /// <returns>Whether it was added. False changes nothing.</returns>
    ValueTask<bool> TryAddAsync(KeyVersionRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Reserves uses of a version durably, before any of them is made, so that they are counted across nodes and
    /// restarts; what a process reserved and didn't use is lost.
    /// </summary>
    /// <returns>False when the limit leaves less than that; then nothing is reserved.</returns>
    ValueTask<bool> TryReserveUsesAsync(
        KeyId keyId, KeyVersion version, long count, long limit, CancellationToken cancellationToken);
}
