namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

/// <summary>Gives fewer bytes than were asked for, as sockets do.</summary>
internal sealed class DribblingStream(byte[] content) : MemoryStream(content, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, 1_021)], cancellationToken);
}
