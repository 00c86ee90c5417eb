using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>Where the ring's records are kept: the store, whichever it is.</summary>
public interface IKeyRecords
{
    /// <summary>All records, in any order. It sees every record that was added before the call began.</summary>
    ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Adds a record, durably, unless there is one with the same purpose and version, or with the same key id and
    /// version. Of several processes that try at once exactly one succeeds.
    /// </summary>
    /// <returns>Whether it was added. False changes nothing.</returns>
    ValueTask<bool> TryAddAsync(KeyVersionRecord record, CancellationToken cancellationToken);
}
