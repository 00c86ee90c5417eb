using Cabinet.Application.Security.Hpke;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>A key pair with the suite that it serves.</summary>
internal sealed class HpkePrivateKey(HpkeSuite suite, KemKey pair) : IHpkePrivateKey
{
    public HpkePublicKey PublicKey { get; } = new(suite, pair.PublicKey.Span);

    internal KemKey Pair { get; } = pair;

    public void Dispose() => Pair.Dispose();

    public override string ToString() => $"HpkePrivateKey of {PublicKey}";
}
