using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Envelopes;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>A proven version of a key, with the message keys that it seals with at the moment.</summary>
/// <remarks>
/// There is one message key for each of up to <see cref="MostSlots"/> processors, so that threads don't contend for its
/// counter; each knows only its own, and a key that reached its limit is replaced by the thread that noticed.
/// </remarks>
internal sealed class VersionKey(
    KeyVersionRecord record, EnvelopeSecret secret, ISecureRandom random, SealingLimits limits, UseCounter uses)
{
    private const int MostSlots = 16;

    private readonly Slot[] slots = MakeSlots();

    internal KeyVersionRecord Record { get; } = record;

    internal EnvelopeSecret Secret { get; } = secret;

    internal UseCounter Uses { get; } = uses;

    /// <summary>Acquires a message key for one single envelope. The caller releases it.</summary>
    /// <exception cref="KeyRingException">The version was used as often as is safe.</exception>
    internal MessageKey AcquireForSealing()
    {
        var slot = this.slots[(uint)Thread.GetCurrentProcessorId() % (uint)this.slots.Length];
        var key = Volatile.Read(ref slot.Key);
        return key is not null && TryUse(key) ? key : AcquireFromSlot(slot);
    }

    /// <summary>Derives a message key for one message of the format. The caller releases it.</summary>
    /// <exception cref="KeyRingException">The version was used as often as is safe.</exception>
    internal MessageKey DeriveForSealing(byte format, int messages)
    {
        if (!Uses.TryTake())
        {
            throw new KeyRingException(
                $"Key {Record.KeyId} version {Record.Version} ({Record.Purpose}) was used as often as is safe "
                + "and seals no more. What it sealed still opens. Rotate the key.",
                Record.KeyId,
                Record.Version);
        }

        Span<byte> salt = stackalloc byte[EnvelopeFormat.SaltSize];
        random.Fill(salt);
        SecurityTelemetry.CountDerivation(SecurityTelemetry.Sealing);
        return MessageKey.DeriveForSealing(Secret, format, salt, messages);
    }

    private MessageKey AcquireFromSlot(Slot slot)
    {
        lock (slot)
        {
            if (slot.Key is { } current && TryUse(current))
            {
                return current;
            }

            // Its maker takes the first use before anyone else sees the key, because others may take all that are left.
            var next = DeriveForSealing(EnvelopeFormat.SingleFormat, limits.MessagesPerMessageKey);
            var isUsable = TryUse(next);
            slot.Key?.Release();
            Volatile.Write(ref slot.Key, next);
            return isUsable ? next : throw new InvalidOperationException("A new message key allows no use.");
        }
    }

    private static bool TryUse(MessageKey key)
    {
        if (!key.TryAcquire())
        {
            return false;
        }

        if (key.TryTakeUse())
        {
            return true;
        }

        key.Release();
        return false;
    }

    private static Slot[] MakeSlots()
    {
        var slots = new Slot[Math.Min(Environment.ProcessorCount, MostSlots)];
        for (var index = 0; index < slots.Length; index++)
        {
            slots[index] = new Slot();
        }

        return slots;
    }

    /// <summary>Its own object, so that two processors' keys rarely share a cache line; it is also the lock.</summary>
    private sealed class Slot
    {
        internal MessageKey? Key;
    }
}
