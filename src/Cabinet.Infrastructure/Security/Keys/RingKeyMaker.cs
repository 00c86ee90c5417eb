using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Profiles;
using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>Makes versions under the root key that the ring is wrapped under.</summary>
internal sealed class RingKeyMaker(
    IRootKeyProvider rootKeys, ISecureRandom random, TimeProvider time, ProfilePolicy profiles) : IKeyMaker
{
    public KeyVersionRecord MakePending(IReadOnlyList<KeyVersionRecord> records, string purpose, string tenant)
    {
        var newest = records
            .Where(key => key.Purpose == purpose && key.Tenant == tenant)
            .OrderByDescending(key => key.CreatedAt)
            .ThenByDescending(key => key.Version)
            .FirstOrDefault();
        var (keyId, version) = newest is null
            ? (NewKeyId(records), KeyVersion.First)
            : (newest.KeyId, NextVersion(records, newest.KeyId));
        using var roots = rootKeys.Load(createIfMissing: false);
        return KeyWrapping.CreateRecord(
            roots.ForWrapping(records),
            keyId,
            version,
            purpose,
            time.GetUtcNow(),
            random,
            KeyState.Pending,
            tenant,
            profiles.ForNewVersions);
    }

    private static KeyVersion NextVersion(IReadOnlyList<KeyVersionRecord> records, KeyId keyId) =>
        new(records.Where(key => key.KeyId == keyId).Max(key => key.Version.Value) + 1);

    // Two ids of 128 random bits never meet by chance; a broken source of randomness must not make them meet either.
    private KeyId NewKeyId(IReadOnlyList<KeyVersionRecord> records)
    {
        Span<byte> bytes = stackalloc byte[KeyId.Size];
        random.Fill(bytes);
        var keyId = KeyId.FromBytes(bytes);
        return records.Any(key => key.KeyId == keyId)
            ? throw new KeyRingException(
                $"A new key got the id {keyId}, which another key has: this machine's randomness is broken. Make no keys "
                + "here until that is mended.")
            : keyId;
    }
}
