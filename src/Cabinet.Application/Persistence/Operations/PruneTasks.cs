namespace Cabinet.Application.Persistence.Operations;

/// <summary>Deletes tasks that completed, failed or were cancelled before a time, the oldest first.</summary>
/// <remarks><see cref="CommitResult.Committed.Affected"/> counts them; fewer than the limit means that none is left.</remarks>
/// <param name="EndedBefore">Exclusive (UTC).</param>
/// <param name="Limit">1 to 10,000 tasks.</param>
public sealed record PruneTasks(DateTimeOffset EndedBefore, int Limit) : WriteOperation;
