using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// The ring of keys: created in the store under the root key on first start, proven at every start, read without locks.
/// Key material never leaves the implementation.
/// </summary>
/// <remarks>Sealing, opening and digesting fail until <see cref="OpenAsync"/> has succeeded once.</remarks>
public interface IKeyRing
{
    /// <summary>Whether the ring is open: every purpose has a proven key.</summary>
    bool IsOpen { get; }

    /// <summary>What the ring holds at this moment, without key material; empty before it is open.</summary>
    IReadOnlyList<KeyVersionRecord> Versions { get; }

    /// <summary>The revision of the ring that is loaded, which a node confirms; 0 before it is open.</summary>
    long Revision { get; }

    /// <summary>
    /// How many message keys may be derived from one version, by all processes together, before it seals no more.
    /// </summary>
    long UsesPerVersion { get; }

    /// <summary>
    /// Where a version is in its life as far as this process knows; <see cref="KeyState.None"/> when it doesn't know it.
    /// </summary>
    KeyState StateOf(SealedUnder version);

    /// <summary>
    /// Loads the ring again if the store's is newer, which costs one small read if it isn't. Callers at the same time
    /// share one load. After a load that failed, the next is tried a second later at the earliest; until then the same
    /// failure is thrown.
    /// </summary>
    /// <returns>Whether the ring is newer than at the call.</returns>
    /// <exception cref="RootKeyException">There is no usable root key.</exception>
    /// <exception cref="KeyRingException">The ring isn't open, or the newer one can't be used.</exception>
    ValueTask<bool> RefreshAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Loads the ring, creates a key for each purpose that has none, and proves every version by its check value.
    /// Processes that race on an empty store end with the same ring. May be called again.
    /// </summary>
    /// <exception cref="RootKeyException">There is no usable root key.</exception>
    /// <exception cref="KeyRingException">
    /// A version doesn't open under the root key, or its record is damaged.
    /// </exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Loads the ring again, to learn what other nodes changed; creates nothing. If it fails, the ring that was loaded
    /// before stays in use.
    /// </summary>
    /// <exception cref="RootKeyException">There is no usable root key.</exception>
    /// <exception cref="KeyRingException">A version doesn't open, or a purpose has no key.</exception>
    ValueTask ReloadAsync(CancellationToken cancellationToken);
}
