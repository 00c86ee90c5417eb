using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Infrastructure.Security.Digests;

/// <summary>HMAC-SHA-256 under a key that is derived for each label from the ring's digest key.</summary>
internal sealed class HmacKeyedDigest(KeyRing ring) : IKeyedDigest
{
    private LabelKeys? keys;

    public ContentDigest Digest(string label, ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[ContentDigest.Size];
        var key = FindKey(label);
        HMACSHA256.HashData(key.Expose(SecretAccess.Granted), content, digest);
        return ContentDigest.FromBytes(digest);
    }

    public IRunningDigest Begin(string label)
    {
        var key = FindKey(label);
        return new RunningDigest(
            IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Expose(SecretAccess.Granted)));
    }

    private SecretBytes FindKey(string label)
    {
        var version = ring.Current.FindSealing(KeyPurposes.Digest)
            ?? throw KeyRingErrors.NoActiveKey(KeyPurposes.Digest);
        var keys = Volatile.Read(ref this.keys);
        if (keys is null || !ReferenceEquals(keys.Version, version))
        {
            keys = new LabelKeys(version);
            Volatile.Write(ref this.keys, keys);
        }

        return keys.Find(label);
    }

    private sealed class RunningDigest(IncrementalHash hash) : IRunningDigest
    {
        public void Append(ReadOnlySpan<byte> part) => hash.AppendData(part);

        public ContentDigest Finish()
        {
            Span<byte> digest = stackalloc byte[ContentDigest.Size];
            hash.GetHashAndReset(digest);
            hash.Dispose();
            return ContentDigest.FromBytes(digest);
        }

        public void Dispose() => hash.Dispose();
    }
}
