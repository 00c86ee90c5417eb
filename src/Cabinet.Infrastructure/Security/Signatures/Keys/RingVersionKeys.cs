using System.Collections.Concurrent;
using System.Globalization;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;
using Cabinet.Application.Security.Tokens;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>The ring's signing keys of one purpose, each version under a name of its own.</summary>
internal sealed class RingVersionKeys(ISigningKeys keys, string purpose) : IRingMessageKeys, IRingTokenKeys
{
    // As many as the ring has versions; importing costs more than verifying.
    private readonly ConcurrentDictionary<SealedUnder, IVerificationKey> imported = new();

    public RingSigningKey FindActive(string tenant = "")
    {
        // Which version signs is said by what it signs, so that tenants fall back in one place only.
        var version = keys.Sign(purpose, tenant, []).Version;
        return new RingSigningKey(Name(version), new VersionSigningKey(keys, purpose, tenant, version));
    }

    public VerificationKeyLookup Lookup(string tenant = "") =>
        (keyId, _) => ValueTask.FromResult(Find(keyId, tenant));

    private IVerificationKey? Find(string keyId, string tenant)
    {
        var found = keys.ListPublicKeys(purpose, tenant).FirstOrDefault(key => Name(key.Version) == keyId);
        return found is not null && KeyRingRules.MayOpen(found.State)
            ? imported.GetOrAdd(found.Version, _ => Ed25519VerificationKey.Import(found.PublicKey.Span)!)
            : null;
    }

    private static string Name(SealedUnder version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.KeyId}/{version.Version}");

    private sealed class VersionSigningKey(
        ISigningKeys keys, string purpose, string tenant, SealedUnder version) : ISigningKey
    {
        public SignatureAlgorithm Algorithm => SignatureAlgorithm.Ed25519;

        public byte[] Sign(ReadOnlySpan<byte> data)
        {
            var signed = keys.Sign(purpose, tenant, data);
            return signed.Version == version
                ? signed.Signature.ToArray()
                : throw new KeyRingException(
                    $"Key {Name(version)} no longer signs: {Name(signed.Version)} took its place. Ask for the active key "
                    + "anew and sign with its key id.");
        }

        public void Dispose()
        {
            // The ring holds the key.
        }

        public override string ToString() => $"{Algorithm} key {Name(version)}";
    }
}
