using System.Text;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security.Hpke;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// RFC 9180 on the recipient's side. The first byte says suite and mode; then come the encapsulation, the length of the
/// associated data in one byte, the associated data, and the ciphertext.
/// </summary>
internal sealed class HpkeTarget : FuzzTarget
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes("Cabinet");

    private static readonly HpkeSuite[] Suites =
    [
        HpkeSuite.Default,
        new(HpkeKem.P256HkdfSha256, HpkeKdf.HkdfSha512, HpkeAead.ChaCha20Poly1305),
        new(HpkeKem.X25519HkdfSha256, HpkeKdf.HkdfSha512, HpkeAead.Aes128Gcm),
        new(HpkeKem.X25519HkdfSha256, HpkeKdf.HkdfSha256, HpkeAead.ExportOnly),
    ];

    private readonly Rfc9180Hpke hpke = new(new RepeatableRandom(2));
    private readonly IHpkePrivateKey[] recipients;
    private readonly IHpkePrivateKey[] senders;
    private readonly HpkePreSharedKey shared = new(new SecretBytes(new byte[32]), Text);

    internal HpkeTarget()
    {
        recipients = [.. Suites.Select(hpke.GenerateKey)];
        senders = [.. Suites.Select(hpke.GenerateKey)];
    }

    internal override string Name => "hpke";

    internal override IEnumerable<byte[]> Seeds()
    {
        for (var selector = 0; selector < 12; selector++)
        {
            var (suite, isAuthenticated, isShared) = Choose((byte)selector);
            if (Suites[suite].Aead == HpkeAead.ExportOnly)
            {
                continue;
            }

            var message = hpke.TrySeal(
                new HpkeSenderSetup
                {
                    RecipientKey = recipients[suite].PublicKey,
                    SenderKey = isAuthenticated ? senders[suite] : null,
                    PreSharedKey = isShared ? shared : null,
                },
                Text,
                Text)!;
            yield return
            [
                (byte)selector, .. message.Encapsulation.Span, (byte)Text.Length, .. Text, .. message.Ciphertext.Span,
            ];
        }

        yield return [0, .. new byte[32], 0, .. new byte[16]];
        yield return [3, .. new byte[32], 0];
    }

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        var (suite, isAuthenticated, isShared) = Choose(Selector(ref input));
        var encapsulation = Take(ref input, Suites[suite].PublicKeySize);
        var associatedData = Take(ref input, Selector(ref input));
        var result = hpke.Open(
            new HpkeRecipientSetup
            {
                RecipientKey = recipients[suite],
                Encapsulation = encapsulation.ToArray(),
                SenderKey = isAuthenticated ? senders[suite].PublicKey : null,
                PreSharedKey = isShared ? shared : null,
            },
            associatedData,
            input);
        Require(
            result.Plaintext is null || result.Plaintext.AsSpan().SequenceEqual(Text), "What nobody sealed opened.");
        return result.IsOpened;
    }

    private static (int Suite, bool IsAuthenticated, bool IsShared) Choose(byte selector) =>
        (selector & 3, (selector & 4) != 0, (selector & 8) != 0);

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int length)
    {
        var taken = rest[..Math.Min(length, rest.Length)];
        rest = rest[taken.Length..];
        return taken;
    }
}
