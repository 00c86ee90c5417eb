using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>Signs with whichever version is active at the moment of the call.</summary>
internal sealed class RingSigningKeys(KeyRing ring) : ISigningKeys
{
    public KeySignature Sign(string purpose, string tenant, ReadOnlySpan<byte> data)
    {
        RequireSigning(purpose);
        var version = ring.Current.FindSigning(purpose, tenant) ?? throw KeyRingErrors.NoActiveKey(purpose);
        return version.Sign(data);
    }

    public IReadOnlyList<PublicKeyVersion> ListPublicKeys(string purpose, string tenant)
    {
        RequireSigning(purpose);
        return ring.Current.ListPublicKeys(purpose, tenant);
    }

    private static void RequireSigning(string purpose)
    {
        if (KeyPurposes.KindOf(purpose) != KeyKind.Signing)
        {
            throw new ArgumentException($"Keys for \"{purpose}\" don't sign.", nameof(purpose));
        }
    }
}
