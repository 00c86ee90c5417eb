using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>The ring's keys for checkpoints.</summary>
internal sealed class RingCheckpointKeys(ISigningKeys keys, KeyRing ring) : ICheckpointKeys
{
    public IReadOnlyList<PublicKeyVersion> List() => keys.ListPublicKeys(KeyPurposes.AuditCheckpoint, "");

    public KeySignature Sign(ReadOnlySpan<byte> text) => keys.Sign(KeyPurposes.AuditCheckpoint, "", text);

    public KeySignature? SignAsRetired(SealedUnder version, ReadOnlySpan<byte> text) =>
        ring.Current.FindRetiredSigning(version) is { Record.Purpose: KeyPurposes.AuditCheckpoint } key
            ? key.Sign(text)
            : null;
}
