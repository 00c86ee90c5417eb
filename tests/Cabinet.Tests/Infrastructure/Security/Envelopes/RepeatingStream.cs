namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

/// <summary>A pattern again and again up to a length: read, or compared with what is written, but never held.</summary>
internal sealed class RepeatingStream(byte[] pattern, long length) : Stream
{
    private long read;

    /// <summary>How many bytes were written and were the pattern's.</summary>
    internal long Verified { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var start = (int)(read % pattern.Length);
        var count = (int)Math.Min(Math.Min(buffer.Length, pattern.Length - start), length - read);
        pattern.AsSpan(start, count).CopyTo(buffer);
        read += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Assert.True(buffer.SequenceEqual(pattern.AsSpan((int)(Verified % pattern.Length), buffer.Length)));
        Verified += buffer.Length;
    }

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
