namespace Cabinet.Application.Persistence.Operations;

/// <summary>Lets the write set commit only if no job in the dead-letter queue had this unique key.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.UniqueKeyTaken"/> otherwise; the refusal names the newest such job. Put it behind the
/// <see cref="EnqueueJob"/> that it is for: whoever then moves the holder between the two places is waited for.
/// </remarks>
/// <param name="UniqueKey">The key as the job was enqueued with it; the front replaces it by a keyed digest.</param>
public sealed record RequireNoDeadLetter(string UniqueKey) : WriteOperation
{
    /// <summary>Not the key.</summary>
    public override string ToString() => nameof(RequireNoDeadLetter);

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
