using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Hpke;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>One recipient and one sender with keys of a suite, and the setups of all four modes.</summary>
internal sealed class HpkeFixture : IDisposable
{
    internal HpkeFixture(HpkeSuite suite, long messageLimit = IHpke.MaximumMessages)
    {
        Service = new Rfc9180Hpke(new OsSecureRandom()) { MessageLimit = messageLimit };
        Recipient = Service.GenerateKey(suite);
        Sender = Service.GenerateKey(suite);
    }

    internal static HpkeSuite[] AllSuites { get; } =
    [
        .. from kem in new[] { HpkeKem.X25519HkdfSha256, HpkeKem.P256HkdfSha256 }
           from kdf in new[] { HpkeKdf.HkdfSha256, HpkeKdf.HkdfSha512 }
           from aead in new[] { HpkeAead.Aes128Gcm, HpkeAead.Aes256Gcm, HpkeAead.ChaCha20Poly1305 }
           select new HpkeSuite(kem, kdf, aead),
    ];

    internal Rfc9180Hpke Service { get; }

    internal IHpkePrivateKey Recipient { get; }

    internal IHpkePrivateKey Sender { get; }

    internal HpkePreSharedKey Shared { get; } =
        new(new SecretBytes([.. Enumerable.Range(1, 32).Select(number => (byte)number)]), "id"u8.ToArray());

    internal HpkeSenderSetup ForSender(bool isAuthenticated = false, bool isShared = false) => new()
    {
        RecipientKey = Recipient.PublicKey,
        Info = "info"u8.ToArray(),
        SenderKey = isAuthenticated ? Sender : null,
        PreSharedKey = isShared ? Shared : null,
    };

    internal HpkeRecipientSetup ForRecipient(
        ReadOnlyMemory<byte> encapsulation, bool isAuthenticated = false, bool isShared = false) => new()
    {
        RecipientKey = Recipient,
        Encapsulation = encapsulation,
        Info = "info"u8.ToArray(),
        SenderKey = isAuthenticated ? Sender.PublicKey : null,
        PreSharedKey = isShared ? Shared : null,
    };

    /// <summary>Both sides of one conversation in mode base.</summary>
    internal (IHpkeSenderContext Sender, IHpkeRecipientContext Recipient) Converse()
    {
        var sender = Service.TrySetUpSender(ForSender())!;
        return (sender, Service.TrySetUpRecipient(ForRecipient(sender.Encapsulation))!);
    }

    public void Dispose()
    {
        Recipient.Dispose();
        Sender.Dispose();
    }
}
