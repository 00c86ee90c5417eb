using Cabinet.Application.Security.Audit;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Puts an event into the audit log, in the commit of what it describes. Its place in the log comes later.</summary>
/// <remarks>Refused with <see cref="Refusal.DuplicateId"/> when an event of this id is there.</remarks>
/// <param name="Event">What happened.</param>
public sealed record AppendAudit(AuditEvent Event) : WriteOperation
{
    /// <summary>
    /// The bytes that are stored: the event redacted and encoded by the sealing front. Empty before; a driver throws
    /// then.
    /// </summary>
    public ReadOnlyMemory<byte> Entry { get; init; }

    /// <summary>Names the event.</summary>
    public override string ToString() => $"AppendAudit {{ {Event.Action} {Event.Id} }}";

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
