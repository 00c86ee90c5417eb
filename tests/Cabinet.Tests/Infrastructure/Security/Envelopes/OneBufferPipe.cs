namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

/// <summary>Hands bytes from one thread to another through one buffer; either waits for the other.</summary>
internal sealed class OneBufferPipe : Stream
{
    private readonly object _changing = new();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _count;
    private bool _isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Close()
    {
        lock (_changing)
        {
            _isClosed = true;
            Monitor.PulseAll(_changing);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        lock (_changing)
        {
            while (_count == 0 && !_isClosed)
            {
                Monitor.Wait(_changing);
            }

            var taken = Math.Min(_count, buffer.Length);
            _buffer.AsSpan(_start, taken).CopyTo(buffer);
            _start += taken;
            _count -= taken;
            Monitor.PulseAll(_changing);
            return taken;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_changing)
        {
            while (_count > 0 && !_isClosed)
            {
                Monitor.Wait(_changing);
            }

            buffer.CopyTo(_buffer);
            (_start, _count) = (0, buffer.Length);
            Monitor.PulseAll(_changing);
        }
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
