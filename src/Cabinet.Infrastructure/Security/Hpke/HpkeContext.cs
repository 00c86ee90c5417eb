using System.Buffers.Binary;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>What both sides' contexts have in common: keys, the number of the next message, and exporting.</summary>
/// <remarks>
/// Everything that reads or moves the number holds <see cref="Gate"/>: two threads can't seal under one nonce, and the
/// cipher serves one message at a time.
/// </remarks>
internal abstract class HpkeContext(HpkeSuite suite, KeySchedule schedule, long messageLimit) : IDisposable
{
    private readonly LabeledHkdf hkdf = HpkeAlgorithms.SuiteHkdf(suite);
    private bool disposed;

    protected Lock Gate { get; } = new();

    /// <summary>Null when the suite only exports.</summary>
    protected IAead? Cipher { get; } = TakeCipher(suite, schedule);

    /// <summary>How many messages were sealed or opened: the number of the next.</summary>
    protected long Sequence { get; set; }

    protected bool IsSpent => Sequence >= messageLimit;

    public void Export(ReadOnlySpan<byte> exporterContext, Span<byte> destination)
    {
        if (exporterContext.Length > IHpke.MaximumInputSize)
        {
            throw new ArgumentException(
                $"An exporter context has at most {IHpke.MaximumInputSize} bytes, not {exporterContext.Length}.",
                nameof(exporterContext));
        }

        if (destination.Length < 1 || destination.Length > suite.MaximumExportSize)
        {
            throw new ArgumentException(
                $"1 to {suite.MaximumExportSize} bytes can be exported, not {destination.Length}.",
                nameof(destination));
        }

        lock (Gate)
        {
            ThrowIfDisposed();
            hkdf.Expand(schedule.ExporterSecret.Expose(SecretAccess.Granted), "sec"u8, exporterContext, destination);
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            disposed = true;
            Cipher?.Dispose();
            schedule.Dispose();
        }
    }

    /// <summary>The cipher has a copy of the key, so that the schedule's own isn't needed any more.</summary>
    private static IAead? TakeCipher(HpkeSuite suite, KeySchedule schedule)
    {
        var cipher = HpkeAlgorithms.CreateCipher(suite.Aead, schedule.Key.Expose(SecretAccess.Granted));
        schedule.Key.Dispose();
        return cipher;
    }

    protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(disposed, this);

    /// <summary>The nonce of the next message: the base nonce with the message's number added bit by bit.</summary>
    protected void WriteNonce(Span<byte> nonce)
    {
        schedule.BaseNonce.Expose(SecretAccess.Granted).CopyTo(nonce);
        var low = nonce[^sizeof(long)..];
        BinaryPrimitives.WriteInt64BigEndian(low, BinaryPrimitives.ReadInt64BigEndian(low) ^ Sequence);
    }
}
