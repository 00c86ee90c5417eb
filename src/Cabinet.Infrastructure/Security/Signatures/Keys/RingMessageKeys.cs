using System.Collections.Concurrent;
using System.Globalization;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>The ring's HTTP signature keys as keys of messages.</summary>
internal sealed class RingMessageKeys(ISigningKeys keys) : IRingMessageKeys
{
    private const string Purpose = KeyPurposes.HttpSignature;

    // As many as the ring has versions; importing costs more than verifying.
    private readonly ConcurrentDictionary<SealedUnder, IVerificationKey> imported = new();

    public RingSigningKey FindActive(string tenant = "")
    {
        // Which version signs is said by what it signs, so that tenants fall back in one place only.
        var version = keys.Sign(Purpose, tenant, []).Version;
        return new RingSigningKey(Name(version), new VersionSigningKey(keys, tenant, version));
    }

    public VerificationKeyLookup Lookup(string tenant = "") =>
        (keyId, _) => ValueTask.FromResult(Find(keyId, tenant));

    private IVerificationKey? Find(string keyId, string tenant)
    {
        var found = keys.ListPublicKeys(Purpose, tenant).FirstOrDefault(key => Name(key.Version) == keyId);
        return found is not null && KeyRingRules.MayOpen(found.State)
            ? imported.GetOrAdd(found.Version, _ => Ed25519VerificationKey.Import(found.PublicKey.Span)!)
            : null;
    }

    private static string Name(SealedUnder version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.KeyId}/{version.Version}");

    private sealed class VersionSigningKey(ISigningKeys keys, string tenant, SealedUnder version) : ISigningKey
    {
        public SignatureAlgorithm Algorithm => SignatureAlgorithm.Ed25519;

        public byte[] Sign(ReadOnlySpan<byte> data)
        {
            var signed = keys.Sign(Purpose, tenant, data);
            return signed.Version == version
                ? signed.Signature.ToArray()
                : throw new KeyRingException(
                    $"Key {Name(version)} no longer signs: {Name(signed.Version)} took its place. Ask for the active key "
                    + "anew and sign the message with its key id.");
        }

        public void Dispose()
        {
            // The ring holds the key.
        }

        public override string ToString() => $"{Algorithm} key {Name(version)}";
    }
}
