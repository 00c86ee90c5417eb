using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// Rotates keys without downtime: a version is published, every live node confirms that it has it, and only then it
/// becomes the one that seals, in the commit that retires its predecessor.
/// </summary>
/// <remarks>
/// Every step is one commit with its audit event, safe to repeat and to kill anywhere; several processes may try the same
/// step, and one of them succeeds. Which caller may do what is decided by who calls this.
/// </remarks>
public sealed class KeyRotation
{
    private const int MaximumTenant = 64;

    private readonly IStore store;
    private readonly IKeyMaker maker;
    private readonly KeyWrites writes;

    /// <summary>Makes it from its ports.</summary>
    public KeyRotation(IStore store, IKeyMaker maker, IIdGenerator ids, TimeProvider time)
    {
        this.store = store;
        this.maker = maker;
        writes = new KeyWrites(store, ids, time);
    }

    /// <summary>
    /// Publishes the next version of a purpose's key for a tenant, or its first; then activates it at once when no live
    /// node has yet to confirm it.
    /// </summary>
    /// <returns>
    /// <see cref="KeyResult.Changed"/> with an active version, <see cref="KeyResult.Waiting"/> with a published one, or
    /// why nothing changed.
    /// </returns>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    /// <exception cref="RootKeyException">There is no usable root key.</exception>
    public async ValueTask<KeyResult> RotateAsync(
        string purpose, string tenant, KeyAuthor author, CancellationToken cancellationToken)
    {
        var records = await store.Keys.ListAsync(cancellationToken);
        if (WhyNotRotate(records, purpose, tenant) is { } why)
        {
            return new KeyResult.Refused(why);
        }

        var key = maker.MakePending(records, purpose, tenant);
        var result = await writes.CommitAsync(
            cancellationToken, new AddKeyVersion(key), writes.Audit(AuditActions.KeyPublished, key, author));
        return result is CommitResult.Refused refused
            ? await writes.ExplainAsync(refused, key, cancellationToken)
            : await ActivateAsync(KeyWrites.NameOf(key), author, cancellationToken);
    }

    /// <summary>Activates a published version and retires its predecessor, once every live node has confirmed.</summary>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<KeyResult> ActivateAsync(
        SealedUnder version, KeyAuthor author, CancellationToken cancellationToken)
    {
        var records = await store.Keys.ListAsync(cancellationToken);
        if (Find(records, version) is not { } key)
        {
            return new KeyResult.NotFound();
        }

        if (key.State != KeyState.Pending)
        {
            return new KeyResult.Refused($"The version is {Text(key.State)}; only a pending one is activated.");
        }

        var operations = new List<WriteOperation> { new RequireRingConfirmed(key.Revision) };
        if (KeyRingRules.SelectSealing(records, key.Purpose, key.Tenant) is { } predecessor)
        {
            // First, because the store allows one active version at a time.
            operations.Add(Change(predecessor, KeyState.Retired));
            operations.Add(writes.Audit(AuditActions.KeyRetired, predecessor, author));
        }

        operations.Add(Change(key, KeyState.Active));
        operations.Add(writes.Audit(AuditActions.KeyActivated, key, author));
        var result = await writes.CommitAsync(cancellationToken, [.. operations]);
        return result is CommitResult.Refused refused
            ? await writes.ExplainAsync(refused, key, cancellationToken)
            : new KeyResult.Changed(version, KeyState.Active);
    }

    /// <summary>Retires an active version without a successor, where none is needed.</summary>
    /// <remarks>A tenant without a key of its own is sealed under the installation's.</remarks>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<KeyResult> RetireAsync(
        SealedUnder version, KeyAuthor author, CancellationToken cancellationToken)
    {
        if (Find(await store.Keys.ListAsync(cancellationToken), version) is not { } key)
        {
            return new KeyResult.NotFound();
        }

        if (key.State != KeyState.Active)
        {
            return new KeyResult.Refused($"The version is {Text(key.State)}; only an active one is retired.");
        }

        if (key.Tenant.Length == 0 && KeyPurposes.Required.Contains(key.Purpose))
        {
            return new KeyResult.Refused(
                $"There must always be an active key for {key.Purpose}. Rotate it: that retires this version.");
        }

        var result = await writes.CommitAsync(
            cancellationToken,
            Change(key, KeyState.Retired),
            writes.Audit(AuditActions.KeyRetired, key, author));
        return result is CommitResult.Refused refused
            ? await writes.ExplainAsync(refused, key, cancellationToken)
            : new KeyResult.Changed(version, KeyState.Retired);
    }

    /// <summary>The published versions that wait to be activated.</summary>
    public async ValueTask<IReadOnlyList<SealedUnder>> ListPendingAsync(CancellationToken cancellationToken) =>
    [
        .. (await store.Keys.ListAsync(cancellationToken))
            .Where(key => key.State == KeyState.Pending)
            .Select(KeyWrites.NameOf),
    ];

    internal static KeyVersionRecord? Find(IEnumerable<KeyVersionRecord> records, SealedUnder version) =>
        records.FirstOrDefault(key => KeyWrites.NameOf(key) == version);

    internal static string Text(KeyState state) => state.ToString().ToLowerInvariant();

    private ChangeKeyState Change(KeyVersionRecord key, KeyState to) =>
        new(KeyWrites.NameOf(key), key.State, to, writes.Now);

    private static string? WhyNotRotate(IReadOnlyList<KeyVersionRecord> records, string purpose, string tenant)
    {
        if (KeyPurposes.KindOf(purpose) == KeyKind.None)
        {
            return $"There is no purpose '{purpose}'; there are {string.Join(", ", KeyPurposes.All)}.";
        }

        if (purpose == KeyPurposes.Digest)
        {
            return "The digest key can't be rotated: unique keys, idempotency keys, nonces and the addresses of blobs are "
                + "stored as digests under it and nothing else, so that with another key none of them would be found "
                + "again.";
        }

        if (tenant.Length > MaximumTenant || (tenant.Length > 0 && !Domain.Names.NameRules.IsValid(tenant)))
        {
            return $"'{tenant}' is no name of a tenant: 1 to {MaximumTenant} characters of a-z, 0-9, '.', '_' and '-', "
                + "starting with a letter.";
        }

        return records.FirstOrDefault(key =>
            key.Purpose == purpose && key.Tenant == tenant && key.State == KeyState.Pending) is { } pending
            ? $"A rotation is under way: version {pending.Version} of key {pending.KeyId} is published and waits to be "
                + "activated. See the status of the keys; destroy that version to give the rotation up."
            : null;
    }
}
