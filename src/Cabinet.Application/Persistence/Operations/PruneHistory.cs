namespace Cabinet.Application.Persistence.Operations;

/// <summary>Deletes history records that ended before a time, the oldest first.</summary>
/// <remarks><see cref="CommitResult.Committed.Affected"/> counts them; fewer than the limit means that none is left.</remarks>
/// <param name="EndedBefore">Exclusive (UTC).</param>
/// <param name="Limit">1 to 10,000 records.</param>
public sealed record PruneHistory(DateTimeOffset EndedBefore, int Limit) : WriteOperation;
