using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>The ring at one moment: every version in it was proven, and it never changes.</summary>
/// <remarks>
/// A key is found by the id and version that an envelope names, and by nothing else: no second key is ever tried.
/// </remarks>
internal sealed class KeyRingSnapshot
{
    private readonly FrozenDictionary<SealedUnder, KeyVersionRecord> records;
    private readonly FrozenDictionary<SealedUnder, VersionKey> versions;
    private readonly (string Purpose, VersionKey Key)[] installation;
    private readonly FrozenDictionary<(string Purpose, string Tenant), VersionKey> tenants;
    private readonly FrozenDictionary<(string Purpose, string Tenant), SigningVersion> signing;
    private readonly FrozenDictionary<SealedUnder, SigningVersion> signers;

    /// <summary>Makes one.</summary>
    /// <param name="records">Every record, whatever its state; no two of the same id and version.</param>
    /// <param name="revision">The ring's revision as it was read before the records.</param>
    /// <param name="proven">The proven versions that seal or digest.</param>
    /// <param name="signing">The proven versions that sign.</param>
    internal KeyRingSnapshot(
        IReadOnlyList<KeyVersionRecord> records,
        long revision,
        IReadOnlyCollection<VersionKey> proven,
        IReadOnlyCollection<SigningVersion> signing)
    {
        Records = records;
        Revision = revision;
        this.records = records.ToFrozenDictionary(NameOf);
        versions = proven.ToFrozenDictionary(key => NameOf(key.Record));
        var active = SelectActive(proven, key => key.Record);
        installation = [.. active.Where(pair => pair.Key.Tenant.Length == 0)
            .Select(pair => (pair.Key.Purpose, pair.Value))];
        tenants = active.Where(pair => pair.Key.Tenant.Length > 0).ToFrozenDictionary();
        this.signing = SelectActive(signing, key => key.Record).ToFrozenDictionary();
        signers = signing.ToFrozenDictionary(key => NameOf(key.Record));
    }

    internal IReadOnlyList<KeyVersionRecord> Records { get; }

    /// <summary>The revision that a node confirms when it works with this ring.</summary>
    internal long Revision { get; }

    /// <summary>
    /// The version that seals for a purpose and tenant, the tenant's own before the installation's; null when there is
    /// none.
    /// </summary>
    internal VersionKey? FindSealing(string purpose, string tenant = "")
    {
        if (tenant.Length > 0 && tenants.TryGetValue((purpose, tenant), out var own))
        {
            return own;
        }

        foreach (var (candidate, key) in installation)
        {
            if (candidate == purpose)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>The version that signs for a purpose and tenant, chosen as for sealing.</summary>
    internal SigningVersion? FindSigning(string purpose, string tenant) =>
        signing.GetValueOrDefault((purpose, tenant)) ?? signing.GetValueOrDefault((purpose, ""));

    /// <summary>
    /// A retired version that still has its private half, or null. It serves one statement only: the audit's checkpoint
    /// that hands over to its successor.
    /// </summary>
    internal SigningVersion? FindRetiredSigning(SealedUnder name) =>
        signers.GetValueOrDefault(name) is { Record.State: KeyState.Retired } key ? key : null;

    /// <summary>Where a version is in its life; <see cref="KeyState.None"/> when the ring hasn't got it.</summary>
    internal KeyState StateOf(SealedUnder version) => records.GetValueOrDefault(version)?.State ?? KeyState.None;

    /// <summary>The version of that id and number, or null when the ring has none that may open.</summary>
    internal VersionKey? Find(KeyId keyId, KeyVersion version) =>
        versions.GetValueOrDefault(new SealedUnder(keyId, version)) is { } key && KeyRingRules.MayOpen(key.Record.State)
            ? key
            : null;

    /// <summary>Judges whether the version that an envelope names may open it under the expected context.</summary>
    /// <param name="name">What the envelope names.</param>
    /// <param name="profile">The suite that the envelope states; the key's record decides.</param>
    /// <param name="context">What the caller expects.</param>
    /// <param name="version">The version, when it fits.</param>
    internal KeyFit Judge(SealedUnder name, byte profile, in ContentContext context, out VersionKey? version)
    {
        version = null;
        if (!records.TryGetValue(name, out var record))
        {
            return KeyFit.NotHere;
        }

        // One key, one purpose, which also decides its kind; and a tenant's key opens that tenant's content only.
        if (record.Purpose != context.Purpose
            || KeyPurposes.KindOf(record.Purpose) != KeyKind.Sealing
            || record.Profile != profile
            || (record.Tenant.Length > 0 && record.Tenant != context.Tenant)
            || record.State == KeyState.Destroyed)
        {
            return KeyFit.Never;
        }

        version = Find(name.KeyId, name.Version);
        return version is null ? KeyFit.NotHere : KeyFit.Fits;
    }

    /// <summary>The public halves of a purpose's versions, oldest first.</summary>
    internal IReadOnlyList<PublicKeyVersion> ListPublicKeys(string purpose, string tenant) =>
    [
        .. Records
            .Where(record => record.Purpose == purpose && record.Tenant == tenant)
            .OrderBy(record => record.CreatedAt)
            .ThenBy(record => record.Version)
            .Select(record => new PublicKeyVersion(
                NameOf(record), record.Purpose, record.Tenant, record.State, record.CheckValue)),
    ];

    private static SealedUnder NameOf(KeyVersionRecord record) => new(record.KeyId, record.Version);

    [SuppressMessage("Style", "IDE0305", Justification = "A dictionary has no collection expression.")]
    private static Dictionary<(string Purpose, string Tenant), T> SelectActive<T>(
        IReadOnlyCollection<T> keys, Func<T, KeyVersionRecord> recordOf) =>
        keys.GroupBy(key => (recordOf(key).Purpose, recordOf(key).Tenant))
            .Select(group => (
                group.Key,
                Record: KeyRingRules.SelectSealing(group.Select(recordOf), group.Key.Purpose, group.Key.Tenant),
                Keys: group))
            .Where(ring => ring.Record is not null)
            .ToDictionary(ring => ring.Key, ring => ring.Keys.First(key => ReferenceEquals(recordOf(key), ring.Record)));
}
