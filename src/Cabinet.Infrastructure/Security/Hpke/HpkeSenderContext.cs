using Cabinet.Application.Security.Hpke;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>The sender's side: a number is spent before anything is sealed under it.</summary>
internal sealed class HpkeSenderContext(
    HpkeSuite suite, KeySchedule schedule, ReadOnlyMemory<byte> encapsulation, long messageLimit)
    : HpkeContext(suite, schedule, messageLimit), IHpkeSenderContext
{
    public ReadOnlyMemory<byte> Encapsulation { get; } = encapsulation;

    public byte[] Seal(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext)
    {
        RefuseTooLong(associatedData, plaintext);
        var ciphertext = GC.AllocateUninitializedArray<byte>(plaintext.Length + HpkeAlgorithms.TagSize);
        Span<byte> nonce = stackalloc byte[HpkeAlgorithms.NonceSize];
        lock (Gate)
        {
            ThrowIfDisposed();
            if (Cipher is null)
            {
                throw new InvalidOperationException("The key's suite only exports secrets: it seals nothing.");
            }

            if (IsSpent)
            {
                throw new HpkeMessageLimitException();
            }

            WriteNonce(nonce);
            Sequence++;
            Cipher.Seal(nonce, associatedData, plaintext, ciphertext);
        }

        return ciphertext;
    }

    private static void RefuseTooLong(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext)
    {
        if (associatedData.Length > IHpke.MaximumInputSize)
        {
            throw new ArgumentException(
                $"Associated data has at most {IHpke.MaximumInputSize} bytes, not {associatedData.Length}.",
                nameof(associatedData));
        }

        if (plaintext.Length > IHpke.MaximumPlaintextSize)
        {
            throw new ArgumentException(
                $"A message has at most {IHpke.MaximumPlaintextSize} bytes, not {plaintext.Length}.",
                nameof(plaintext));
        }
    }
}
