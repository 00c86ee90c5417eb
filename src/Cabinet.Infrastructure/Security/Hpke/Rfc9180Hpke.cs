using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>Hybrid public key encryption after RFC 9180, on libsodium and the platform's cryptography.</summary>
internal sealed class Rfc9180Hpke(ISecureRandom random) : IHpke
{
    private const int SmallestKeyMaterial = 32;

    /// <summary>How many messages a context seals or opens; less than the maximum in tests only.</summary>
    internal long MessageLimit { get; init; } = IHpke.MaximumMessages;

    public IHpkePrivateKey GenerateKey(HpkeSuite suite)
    {
        RefuseUnknown(suite);
        return new HpkePrivateKey(suite, GeneratePair(suite.Kem));
    }

    public IHpkePrivateKey DeriveKey(HpkeSuite suite, ReadOnlySpan<byte> inputKeyMaterial)
    {
        RefuseUnknown(suite);
        return inputKeyMaterial.Length is >= SmallestKeyMaterial and <= IHpke.MaximumInputSize
            ? new HpkePrivateKey(suite, KemKey.Derive(suite.Kem, inputKeyMaterial))
            : throw new ArgumentException(
                $"Key material has {SmallestKeyMaterial} to {IHpke.MaximumInputSize} bytes, "
                + $"not {inputKeyMaterial.Length}.",
                nameof(inputKeyMaterial));
    }

    public IHpkePrivateKey ImportKey(HpkeSuite suite, ReadOnlySpan<byte> privateKey)
    {
        RefuseUnknown(suite);
        return KemKey.TryImport(suite.Kem, privateKey) is { } pair
            ? new HpkePrivateKey(suite, pair)
            : throw new ArgumentException($"These bytes are no private key of {suite.Kem}.", nameof(privateKey));
    }

    public IHpkeSenderContext? TrySetUpSender(HpkeSenderSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        RefuseTooLong(setup.Info);
        var suite = setup.RecipientKey.Suite;
        var sender = setup.SenderKey is null ? null : Own(setup.SenderKey, suite).Pair;
        Span<byte> sharedSecret = stackalloc byte[DhKem.SharedSecretSize];
        using var ephemeral = GeneratePair(suite.Kem);
        try
        {
            if (!DhKem.TryEncapsulate(
                suite.Kem, ephemeral, setup.RecipientKey.Bytes.Span, sender, sharedSecret))
            {
                return null;
            }

            var schedule = KeySchedule.Derive(
                suite, Mode(sender is not null, setup.PreSharedKey), sharedSecret, setup.Info.Span, setup.PreSharedKey);
            return new HpkeSenderContext(suite, schedule, ephemeral.PublicKey, MessageLimit);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(sharedSecret);
        }
    }

    public IHpkeRecipientContext? TrySetUpRecipient(HpkeRecipientSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        RefuseTooLong(setup.Info);
        var suite = setup.RecipientKey.PublicKey.Suite;
        var recipient = Own(setup.RecipientKey, suite).Pair;
        RefuseOtherSuite(setup.SenderKey, suite);
        Span<byte> sharedSecret = stackalloc byte[DhKem.SharedSecretSize];
        try
        {
            var sender = setup.SenderKey is null ? default : setup.SenderKey.Bytes.Span;
            if (!DhKem.TryDecapsulate(suite.Kem, recipient, setup.Encapsulation.Span, sender, sharedSecret))
            {
                return null;
            }

            var schedule = KeySchedule.Derive(
                suite, Mode(!sender.IsEmpty, setup.PreSharedKey), sharedSecret, setup.Info.Span, setup.PreSharedKey);
            return new HpkeRecipientContext(suite, schedule, MessageLimit);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(sharedSecret);
        }
    }

    public HpkeMessage? TrySeal(
        HpkeSenderSetup setup, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext)
    {
        using var context = TrySetUpSender(setup);
        return context is null
            ? null
            : new HpkeMessage(context.Encapsulation, context.Seal(associatedData, plaintext));
    }

    public OpenResult Open(
        HpkeRecipientSetup setup, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext)
    {
        using var context = TrySetUpRecipient(setup);
        return context is null
            ? OpenResult.Refused(OpenRefusal.Unreadable.Instance)
            : context.Open(associatedData, ciphertext);
    }

    /// <summary>A pair from as much randomness as a private key has (RFC 9180, section 7.1.3).</summary>
    private KemKey GeneratePair(HpkeKem kem)
    {
        Span<byte> material = stackalloc byte[SmallestKeyMaterial];
        random.Fill(material);
        try
        {
            return KemKey.Derive(kem, material);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(material);
        }
    }

    private static HpkeMode Mode(bool isAuthenticated, HpkePreSharedKey? preSharedKey) =>
        (isAuthenticated, preSharedKey) switch
        {
            (false, null) => HpkeMode.Base,
            (false, _) => HpkeMode.PreSharedKey,
            (true, null) => HpkeMode.Authenticated,
            (true, _) => HpkeMode.AuthenticatedPreSharedKey,
        };

    private static HpkePrivateKey Own(IHpkePrivateKey key, HpkeSuite suite)
    {
        var own = key as HpkePrivateKey
            ?? throw new ArgumentException("The private key was made by another implementation.", nameof(key));
        RefuseOtherSuite(own.PublicKey, suite);
        return own;
    }

    private static void RefuseOtherSuite(HpkePublicKey? key, HpkeSuite suite)
    {
        if (key is not null && key.Suite != suite)
        {
            throw new ArgumentException(
                $"The sender's key serves {key.Suite} and the recipient's {suite}: one conversation, one suite.",
                nameof(key));
        }
    }

    private static void RefuseUnknown(HpkeSuite suite)
    {
        if (!suite.IsKnown)
        {
            throw new ArgumentException($"There is no suite of {suite}.", nameof(suite));
        }
    }

    private static void RefuseTooLong(ReadOnlyMemory<byte> info)
    {
        if (info.Length > IHpke.MaximumInputSize)
        {
            throw new ArgumentException(
                $"The info has at most {IHpke.MaximumInputSize} bytes, not {info.Length}.", nameof(info));
        }
    }
}
