namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// A key pair, made by <see cref="IHpke"/> for one suite. The private half prints nothing, can't be read, and is wiped
/// when it is disposed. Safe for any number of threads.
/// </summary>
public interface IHpkePrivateKey : IDisposable
{
    /// <summary>The half to hand out, with the suite.</summary>
    HpkePublicKey PublicKey { get; }
}
