using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Audit;

/// <summary>Keys for checkpoints that a test rotates; the same seeds give the same keys.</summary>
internal sealed class TestCheckpointKeys(byte firstSeed = 1) : ICheckpointKeys
{
    private readonly List<(PublicKeyVersion Public, ISigningKey Private)> versions = [Make(firstSeed, 1)];

    /// <summary>How often a key signed.</summary>
    internal int Signatures { get; private set; }

    public IReadOnlyList<PublicKeyVersion> List() => [.. versions.Select(version => version.Public)];

    public KeySignature Sign(ReadOnlySpan<byte> text) => Sign(versions[^1], text);

    public KeySignature? SignAsRetired(SealedUnder version, ReadOnlySpan<byte> text)
    {
        var found = versions.Find(candidate => candidate.Public.Version == version);
        return found.Public?.State == KeyState.Retired ? Sign(found, text) : null;
    }

    internal void Rotate()
    {
        var (active, key) = versions[^1];
        versions[^1] = (active with { State = KeyState.Retired }, key);
        versions.Add(Make((byte)(firstSeed + versions.Count), versions.Count + 1));
    }

    internal VerifierKey Verifier(string origin, int version = 1) => new(origin, versions[version - 1].Public.PublicKey);

    private KeySignature Sign((PublicKeyVersion Public, ISigningKey Private) key, ReadOnlySpan<byte> text)
    {
        Signatures++;
        return new KeySignature(key.Public.Version, key.Private.Sign(text));
    }

    private static (PublicKeyVersion Public, ISigningKey Private) Make(byte seed, int version)
    {
        byte[] secret = [.. Enumerable.Repeat(seed, 32)];
        using var key = NSec.Cryptography.Key.Import(
            NSec.Cryptography.SignatureAlgorithm.Ed25519, secret, NSec.Cryptography.KeyBlobFormat.RawPrivateKey);
        var name = new SealedUnder(new KeyId(seed), new KeyVersion(version));
        var half = key.PublicKey.Export(NSec.Cryptography.KeyBlobFormat.RawPublicKey);
        return (
            new PublicKeyVersion(name, KeyPurposes.AuditCheckpoint, "", KeyState.Active, half),
            Ed25519SigningKey.Import(secret)!);
    }
}
