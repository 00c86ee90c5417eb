namespace Cabinet.Domain.Security;

/// <summary>
/// One version of one key as the store keeps it: never the key itself, only the key under the root key.
/// </summary>
public sealed record KeyVersionRecord
{
    /// <summary>The key this is a version of.</summary>
    public required KeyId KeyId { get; init; }

    /// <summary>Which version.</summary>
    public required KeyVersion Version { get; init; }

    /// <summary>What the key is for, one of <see cref="KeyPurposes"/>: one key, one purpose.</summary>
    public required string Purpose { get; init; }

    /// <summary>
    /// The tenant whose key it is; empty for the installation's own. At most 64 characters, by the rules of names.
    /// </summary>
    public string Tenant { get; init; } = "";

    /// <summary>Where the version is in its life.</summary>
    public required KeyState State { get; init; }

    /// <summary>
    /// The cryptographic profile, one byte that names a whole suite. The algorithm comes from here, never from a
    /// message.
    /// </summary>
    public required byte Profile { get; init; }

    /// <summary>The key, sealed under the root key and bound to id, version and purpose. At most 512 bytes.</summary>
    public required ReadOnlyMemory<byte> WrappedKey { get; init; }

    /// <summary>
    /// A one-way value of the key (32 bytes) that proves, after unwrapping, that this is the key that was created.
    /// </summary>
    public required ReadOnlyMemory<byte> CheckValue { get; init; }

    /// <summary>
    /// When the version was created, to whole milliseconds in UTC, so that every store keeps it exactly.
    /// </summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The ring's revision at which this version last changed: the store counts each change of any version, and nodes
    /// confirm the revision they have loaded. 0 before the store has it.
    /// </summary>
    public long Revision { get; init; }

    /// <summary>How many message keys were reserved for derivation from it so far, by all nodes together.</summary>
    public long UsesReserved { get; init; }

    /// <summary>
    /// Whether write sets with content under this version are refused, as they are from shortly before it is destroyed.
    /// </summary>
    public bool IsFenced { get; init; }

    /// <summary>When it became active; null before.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>When it was retired; null before.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
}
