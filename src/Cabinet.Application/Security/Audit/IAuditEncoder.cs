namespace Cabinet.Application.Security.Audit;

/// <summary>Turns an event into the bytes that are stored, hashed and proven: redacted first, then canonical JSON.</summary>
public interface IAuditEncoder
{
    /// <summary>The most bytes of one entry.</summary>
    const int MaximumEntry = 16 * 1024;

    /// <summary>The entry's bytes: RFC 8785 JSON, at most <see cref="MaximumEntry"/>.</summary>
    /// <exception cref="ArgumentException">A text is missing or longer than its bound: a caller's bug.</exception>
    ReadOnlyMemory<byte> Encode(AuditEvent audited);
}
