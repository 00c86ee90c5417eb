using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Profiles;
using Cabinet.Infrastructure.Security.RootKeys;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>Loads the ring from the store, creates what a new store lacks, and proves every version.</summary>
internal sealed class KeyRingBootstrap(
    IKeyRecords store,
    IRootKeyProvider rootKeys,
    ISecureRandom random,
    TimeProvider time,
    SealingLimits limits,
    ILogger<KeyRingBootstrap> logger,
    ProfilePolicy profiles)
{
    /// <summary>The clock by which loads that fail are spaced.</summary>
    internal TimeProvider Time => time;

    /// <summary>How often keys are used.</summary>
    internal SealingLimits Limits => limits;

    /// <summary>The revision of the ring in the store.</summary>
    internal ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken) =>
        store.ReadRevisionAsync(cancellationToken);

    /// <summary>
    /// Opens the ring of a store that may be new. Processes that race converge: each adds its key only if there is none
    /// for the purpose, and all go on with what the store then lists.
    /// </summary>
    /// <param name="previous">The ring that was open before; its counts of uses go on.</param>
    /// <param name="cancellationToken">Cancels reading and writing records.</param>
    internal async ValueTask<KeyRingSnapshot> OpenAsync(
        KeyRingSnapshot? previous, CancellationToken cancellationToken)
    {
        var revision = await store.ReadRevisionAsync(cancellationToken);
        var records = await store.ListAsync(cancellationToken);

        // A new root key can't open an existing ring, so a missing one is made for an empty ring only.
        using var root = rootKeys.Load(createIfMissing: records.Count == 0);
        if (await AddMissingAsync(records, root, cancellationToken))
        {
            revision = await store.ReadRevisionAsync(cancellationToken);
            records = await store.ListAsync(cancellationToken);
        }

        return Prove(records, revision, root, previous);
    }

    /// <summary>Loads the ring of a store that has one; creates nothing.</summary>
    /// <inheritdoc cref="OpenAsync" />
    internal async ValueTask<KeyRingSnapshot> ReloadAsync(
        KeyRingSnapshot? previous, CancellationToken cancellationToken)
    {
        // Read before the records, so that what the ring says of itself is never newer than what it holds.
        var revision = await store.ReadRevisionAsync(cancellationToken);
        var records = await store.ListAsync(cancellationToken);
        using var root = rootKeys.Load(createIfMissing: false);
        return Prove(records, revision, root, previous);
    }

    private async ValueTask<bool> AddMissingAsync(
        IReadOnlyList<KeyVersionRecord> records, RootKeySet root, CancellationToken cancellationToken)
    {
        var tried = false;
        var wrapping = root.ForWrapping(records);
        foreach (var purpose in KeyPurposes.Required)
        {
            // A purpose whose keys are all retired or destroyed had one once: an operator's case, not a new store.
            if (records.Any(record => record.Purpose == purpose))
            {
                continue;
            }

            var record = KeyWrapping.CreateRecord(
                wrapping, NewKeyId(), KeyVersion.First, purpose, time.GetUtcNow(), random, profile: profiles.ForNewVersions);
            if (await store.TryAddAsync(record, cancellationToken))
            {
                SecurityLog.KeyCreated(logger, record.KeyId, record.Version, purpose, wrapping.Id);
            }

            tried = true;
        }

        return tried;
    }

    private KeyRingSnapshot Prove(
        IReadOnlyList<KeyVersionRecord> records, long revision, RootKeySet root, KeyRingSnapshot? previous)
    {
        RequireDistinct(records);
        var proven = new List<VersionKey>();
        var signing = new List<SigningVersion>();
        foreach (var record in records.Where(HasMaterial))
        {
            if (IsForbidden(record))
            {
                continue;
            }

            // A pending version is proven too: a node that confirms the ring's revision can use what will be activated.
            var secret = KeyWrapping.Unwrap(root, record);
            if (KeyPurposes.KindOf(record.Purpose) == KeyKind.Signing)
            {
                signing.Add(new SigningVersion(record, secret.Secret));
                continue;
            }

            var uses = previous?.Find(record.KeyId, record.Version)?.Uses
                ?? new UseCounter(store, record.KeyId, record.Version, limits.MessageKeysPerVersion);
            proven.Add(new VersionKey(record, secret, random, limits, uses));
        }

        var snapshot = new KeyRingSnapshot(records, revision, proven, signing);
        foreach (var purpose in KeyPurposes.Required)
        {
            if (snapshot.FindSealing(purpose) is null && snapshot.FindSigning(purpose, "") is null)
            {
                throw KeyRingErrors.NoActiveKey(purpose);
            }
        }

        SecurityLog.RingOpened(logger, proven.Count + signing.Count, root.Current.Id, root.Current.Source);
        return snapshot;
    }

    /// <summary>
    /// A key of a profile that may not seal must not be the one that seals, and what a forbidden one sealed is refused as
    /// if there were no such key: both are said here, once, and not at each envelope.
    /// </summary>
    private bool IsForbidden(KeyVersionRecord record)
    {
        var use = profiles.UseOf(record);
        if (use != ProfileUse.Active && KeyRingRules.MaySeal(record.State))
        {
            throw KeyRingErrors.ProfileMayNotSeal(record, use);
        }

        if (use == ProfileUse.Forbidden)
        {
            SecurityLog.ProfileForbidden(logger, record.KeyId, record.Version, record.Purpose, record.Profile);
        }

        return use == ProfileUse.Forbidden;
    }

    private static void RequireDistinct(IReadOnlyList<KeyVersionRecord> records)
    {
        var known = new HashSet<(KeyId, KeyVersion)>();
        var owners = new Dictionary<KeyId, KeyVersionRecord>();
        foreach (var record in records)
        {
            if (!known.Add((record.KeyId, record.Version)))
            {
                throw KeyRingErrors.Duplicate(record);
            }

            // One key, one purpose, one tenant: whatever the store says, no id ever means two of them.
            owners.TryAdd(record.KeyId, record);
            if (owners[record.KeyId] is var owner
                && (owner.Purpose != record.Purpose || owner.Tenant != record.Tenant))
            {
                throw KeyRingErrors.TwoPurposes(record, owner);
            }
        }
    }

    private static bool HasMaterial(KeyVersionRecord record) =>
        record.State is >= KeyState.Pending and <= KeyState.Destroyed
            ? KeyRingRules.HasMaterial(record.State)
            : throw KeyRingErrors.UnknownState(record);

    private KeyId NewKeyId()
    {
        Span<byte> bytes = stackalloc byte[KeyId.Size];
        random.Fill(bytes);
        return KeyId.FromBytes(bytes);
    }
}
