using Cabinet.Application.Persistence;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Commands;

/// <summary>The life of keys in the hands of an operator. Every change is audited with its reason, or has no effect.</summary>
public sealed class KeyCommands
{
    private readonly IStore store;
    private readonly IKeyRing ring;
    private readonly KeyRotation rotation;
    private readonly KeyDestruction destruction;

    /// <summary>Makes the commands from their ports.</summary>
    public KeyCommands(IStore store, IKeyRing ring, KeyRotation rotation, KeyDestruction destruction)
    {
        this.store = store;
        this.ring = ring;
        this.rotation = rotation;
        this.destruction = destruction;
    }

    /// <summary>The versions of the ring, by purpose, tenant and age.</summary>
    /// <param name="purpose">Only of this purpose; null for all.</param>
    /// <param name="tenant">Only of this tenant, empty for the installation's; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store can't be read now.</exception>
    public async ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(
        string? purpose, string? tenant, CancellationToken cancellationToken) =>
    [
        .. (await store.Keys.ListAsync(cancellationToken))
            .Where(key => (purpose is null || key.Purpose == purpose) && (tenant is null || key.Tenant == tenant))
            .OrderBy(key => key.Purpose, StringComparer.Ordinal)
            .ThenBy(key => key.Tenant, StringComparer.Ordinal)
            .ThenBy(key => key.CreatedAt)
            .ThenBy(key => key.Version),
    ];

    /// <summary>The same, with how far each is used, what still lies under it, and who hasn't confirmed it.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public async ValueTask<IReadOnlyList<KeyVersionStatus>> ReadStatusAsync(
        string? purpose, string? tenant, CancellationToken cancellationToken)
    {
        var nodes = await store.Nodes.ListAsync(cancellationToken);
        var states = new List<KeyVersionStatus>();
        foreach (var key in await ListAsync(purpose, tenant, cancellationToken))
        {
            var contents = key.State == KeyState.Retired
                ? await destruction.CountAsync(key, KeyDestruction.CountLimit, cancellationToken)
                : [];
            states.Add(new KeyVersionStatus(
                key, ring.UsesPerVersion, contents, [.. nodes.Where(node => node.RingRevision < key.Revision)]));
        }

        return states;
    }

    /// <summary>
    /// Begins a rotation, or makes the first key of a purpose and tenant; it is active at once where no node lives.
    /// </summary>
    /// <param name="purpose">One of <see cref="KeyPurposes.All"/>.</param>
    /// <param name="tenant">Whose key; empty for the installation's.</param>
    /// <param name="caller">On whose behalf; an admin.</param>
    /// <param name="reason">Why, 1 to 1,000 characters, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    /// <exception cref="RootKeyException">There is no usable root key.</exception>
    public ValueTask<KeyResult> RotateAsync(
        string purpose, string tenant, Caller caller, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(caller, reason, author => rotation.RotateAsync(purpose, tenant, author, cancellationToken));

    /// <summary>Activates a published version now, if every live node has confirmed it.</summary>
    /// <param name="version">Which.</param>
    /// <param name="caller">On whose behalf; an admin.</param>
    /// <param name="reason">Why, 1 to 1,000 characters, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<KeyResult> ActivateAsync(
        SealedUnder version, Caller caller, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(caller, reason, author => rotation.ActivateAsync(version, author, cancellationToken));

    /// <summary>Retires an active version that needs no successor.</summary>
    /// <param name="version">Which.</param>
    /// <param name="caller">On whose behalf; an admin.</param>
    /// <param name="reason">Why, 1 to 1,000 characters, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<KeyResult> RetireAsync(
        SealedUnder version, Caller caller, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(caller, reason, author => rotation.RetireAsync(version, author, cancellationToken));

    /// <summary>Destroys a retired version that nothing uses, or gives up a pending one.</summary>
    /// <remarks>Backups that were made while things lay under it become unreadable in those parts.</remarks>
    /// <param name="version">Which.</param>
    /// <param name="caller">On whose behalf; an admin.</param>
    /// <param name="reason">Why, 1 to 1,000 characters, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<KeyResult> DestroyAsync(
        SealedUnder version, Caller caller, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(caller, reason, author => destruction.DestroyAsync(version, author, cancellationToken));

    /// <summary>The public halves of a purpose's keys, oldest first; as proven by this process's ring.</summary>
    /// <param name="purpose">A purpose whose keys sign or exchange.</param>
    /// <param name="tenant">Whose; empty for the installation's.</param>
    /// <returns>None for a purpose whose keys have no public half.</returns>
    public IReadOnlyList<PublicKeyVersion> ListPublicKeys(string purpose, string tenant) =>
        KeyPurposes.KindOf(purpose) is KeyKind.Signing or KeyKind.Exchange
            ?
            [
                .. ring.Versions
                    .Where(key => key.Purpose == purpose && key.Tenant == tenant)
                    .OrderBy(key => key.CreatedAt)
                    .ThenBy(key => key.Version)
                    .Select(key => new PublicKeyVersion(
                        new SealedUnder(key.KeyId, key.Version), key.Purpose, key.Tenant, key.State, key.CheckValue)),
            ]
            : [];

    private static async ValueTask<KeyResult> ChangeAsync(
        Caller caller, string reason, Func<KeyAuthor, ValueTask<KeyResult>> change)
    {
        if (!CommandPolicy.MayOperate(caller))
        {
            return new KeyResult.Denied();
        }

        return string.IsNullOrWhiteSpace(reason) || reason.Length > AuditEvent.MaximumReason
            ? new KeyResult.Refused($"Say why: the audit needs a reason of 1 to {AuditEvent.MaximumReason} characters.")
            : await change(new KeyAuthor(caller.Name, reason));
    }
}
