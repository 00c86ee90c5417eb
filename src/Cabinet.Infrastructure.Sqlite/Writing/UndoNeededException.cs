namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>
/// A write set was refused after it had written, without a savepoint to go back to: the group must be run again.
/// </summary>
internal sealed class UndoNeededException : Exception;
