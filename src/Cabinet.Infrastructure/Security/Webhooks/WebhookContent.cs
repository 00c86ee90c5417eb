using System.Buffers;
using System.Text;

namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>The bytes that are signed: id, timestamp and body with full stops between them.</summary>
internal ref struct WebhookContent
{
    private byte[] buffer;
    private readonly int length;

    /// <param name="id">Without full stops, so that the bytes belong to one message only.</param>
    /// <param name="timestamp">The decimal text as it stands in the header.</param>
    /// <param name="body">As it was received or is sent.</param>
    internal WebhookContent(ReadOnlySpan<char> id, ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body)
    {
        this.length = id.Length + timestamp.Length + body.Length + 2;
        this.buffer = ArrayPool<byte>.Shared.Rent(this.length);
        var position = Encoding.ASCII.GetBytes(id, this.buffer);
        this.buffer[position++] = (byte)'.';
        position += Encoding.ASCII.GetBytes(timestamp, this.buffer.AsSpan(position));
        this.buffer[position++] = (byte)'.';
        body.CopyTo(this.buffer.AsSpan(position));
    }

    internal readonly ReadOnlySpan<byte> Bytes => this.buffer.AsSpan(0, this.length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(this.buffer, clearArray: true);
        this.buffer = [];
    }
}
