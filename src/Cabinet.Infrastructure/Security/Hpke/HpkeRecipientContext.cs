using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>The recipient's side: a number is spent by the message that opens under it.</summary>
internal sealed class HpkeRecipientContext(HpkeSuite suite, KeySchedule schedule, long messageLimit)
    : HpkeContext(suite, schedule, messageLimit), IHpkeRecipientContext
{
    public OpenResult Open(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> nonce = stackalloc byte[HpkeAlgorithms.NonceSize];
        lock (Gate)
        {
            ThrowIfDisposed();
            if (Cipher is null || IsSpent || !IsPossibleSize(associatedData.Length, ciphertext.Length))
            {
                return Refused();
            }

            var plaintext = GC.AllocateUninitializedArray<byte>(ciphertext.Length - HpkeAlgorithms.TagSize);
            WriteNonce(nonce);
            if (!Cipher.TryOpen(nonce, associatedData, ciphertext, plaintext))
            {
                return Refused();
            }

            Sequence++;
            return OpenResult.Opened(plaintext);
        }
    }

    /// <summary>What no sender can have sealed isn't looked at, so that a stranger can't make it cost memory.</summary>
    private static bool IsPossibleSize(int associatedData, int ciphertext) =>
        associatedData <= IHpke.MaximumInputSize
        && ciphertext is >= HpkeAlgorithms.TagSize and <= IHpke.MaximumPlaintextSize + HpkeAlgorithms.TagSize;

    private static OpenResult Refused() => OpenResult.Refused(OpenRefusal.Unreadable.Instance);
}
