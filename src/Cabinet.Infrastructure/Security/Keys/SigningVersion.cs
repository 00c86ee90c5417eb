using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>A proven version of a signing key, imported once.</summary>
/// <remarks>The private key lies in libsodium's guarded memory, and is wiped when nothing refers to it any more.</remarks>
internal sealed class SigningVersion
{
    private readonly Ed25519SigningKey key;

    /// <summary>Takes the key over and wipes the secret that it came in.</summary>
    internal SigningVersion(KeyVersionRecord record, SecretBytes seed)
    {
        Record = record;
        using (seed)
        {
            this.key = Ed25519SigningKey.Import(seed.Expose(SecretAccess.Granted))
                ?? throw KeyRingErrors.Damaged(record);
        }
    }

    internal KeyVersionRecord Record { get; }

    internal KeySignature Sign(ReadOnlySpan<byte> data) =>
        new(new SealedUnder(Record.KeyId, Record.Version), this.key.Sign(data));
}
