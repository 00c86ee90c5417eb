using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>The memory of one stream's sealing or opening, which is all that it takes. Wiped when it is done.</summary>
/// <param name="inputSize">The bytes of a full segment as it comes.</param>
/// <param name="outputSize">The bytes of a full segment as it goes.</param>
internal sealed class SegmentBuffers(int inputSize, int outputSize) : IDisposable
{
    private readonly byte[] output = GC.AllocateUninitializedArray<byte>(outputSize);
    private byte[] current = GC.AllocateUninitializedArray<byte>(inputSize);
    private byte[] next = GC.AllocateUninitializedArray<byte>(inputSize);
    private int currentLength;
    private int nextLength;
    private bool hasEnded;

    /// <summary>The segment that is to be worked on.</summary>
    internal ReadOnlySpan<byte> Current => current.AsSpan(0, currentLength);

    /// <summary>Whether nothing comes behind it.</summary>
    internal bool IsLast => nextLength == 0;

    /// <summary>
    /// Moves on by one segment: what was read ahead becomes the current one, and the one behind it is read. So the first
    /// segment is current after two calls.
    /// </summary>
    internal async ValueTask ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        (current, next) = (next, current);
        currentLength = nextLength;
        nextLength = hasEnded
            ? 0
            : await source.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancellationToken);
        hasEnded |= nextLength < next.Length;
    }

    /// <summary>Room for the result of the current segment.</summary>
    internal Memory<byte> Output(int length) => output.AsMemory(0, length);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(current);
        CryptographicOperations.ZeroMemory(next);
        CryptographicOperations.ZeroMemory(output);
    }
}
