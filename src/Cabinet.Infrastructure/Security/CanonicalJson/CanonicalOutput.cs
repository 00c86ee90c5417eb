using System.Buffers;

namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>The canonical bytes so far, in a rented buffer that grows. It is wiped when given back.</summary>
internal sealed class CanonicalOutput(int expectedLength) : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expectedLength, 256));

    internal int Length { get; private set; }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(this.buffer, clearArray: true);
        this.buffer = [];
        Length = 0;
    }

    internal byte[] ToArray() => this.buffer.AsSpan(0, Length).ToArray();

    internal void Append(byte value)
    {
        if (Length == this.buffer.Length) Grow(1);
        this.buffer[Length++] = value;
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Room for that many bytes more; <see cref="Advance"/> says how many of them were written.</summary>
    internal Span<byte> Reserve(int length)
    {
        if (this.buffer.Length - Length < length) Grow(length);
        return this.buffer.AsSpan(Length);
    }

    internal void Advance(int length) => Length += length;

    /// <summary>
    /// Puts the members, which are the output's end with commas between them, into the order in which they are listed.
    /// </summary>
    internal void Reorder(List<CanonicalMember> members, int start)
    {
        var length = Length - start;
        var ordered = ArrayPool<byte>.Shared.Rent(length);
        var position = 0;
        foreach (var member in members)
        {
            if (position > 0) ordered[position++] = (byte)',';
            this.buffer.AsSpan(member.Start, member.Length).CopyTo(ordered.AsSpan(position));
            position += member.Length;
        }

        ordered.AsSpan(0, length).CopyTo(this.buffer.AsSpan(start));
        ArrayPool<byte>.Shared.Return(ordered, clearArray: true);
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(this.buffer.Length * 2, Length + length));
        this.buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(this.buffer, clearArray: true);
        this.buffer = larger;
    }
}
