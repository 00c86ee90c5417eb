namespace Cabinet.Application.Persistence.Readers;

/// <summary>A place in the history in the order of the ends.</summary>
/// <param name="EndedAt">The time (UTC, whole milliseconds).</param>
/// <param name="Within">
/// Which of those that ended then, in the driver's own order: it says nothing to anybody else. The empty one is before
/// all of them.
/// </param>
public readonly record struct HistoryPosition(DateTimeOffset EndedAt, Guid Within = default);
