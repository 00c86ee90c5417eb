namespace Cabinet.Application.Persistence.Operations;

/// <summary>Forgets a data key for good; what was sealed under it can't be read by anybody any more.</summary>
/// <remarks>
/// Its record stays, without the key, so that its content is told from corrupt content. Refused with
/// <see cref="Refusal.DataKeyNotFound"/> when there is none or it is shredded already.
/// </remarks>
/// <param name="Key">Which.</param>
/// <param name="At">When (UTC, to the millisecond).</param>
public sealed record ShredDataKey(Guid Key, DateTimeOffset At) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
