namespace Cabinet.Application.Persistence.Operations;

/// <summary>A precondition: every registered node has confirmed this revision of the key ring, or a later one.</summary>
/// <remarks>Refused with <see cref="Refusal.RingUnconfirmed"/>. It changes nothing.</remarks>
/// <param name="Revision">The revision.</param>
public sealed record RequireRingConfirmed(long Revision) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
