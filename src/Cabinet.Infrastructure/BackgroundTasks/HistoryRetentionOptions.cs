using Cabinet.Application.Queue;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>How long what ended is kept. Checked at start.</summary>
public sealed class HistoryRetentionOptions
{
    /// <summary>
    /// How long history records are kept that nothing else is said about, from 1 minute to 3,650 days. The default is
    /// 7 days.
    /// </summary>
    public TimeSpan KeepHistory { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long they are kept by how the job ended, where that isn't <see cref="KeepHistory"/>. What a type says for itself
    /// (<see cref="JobOptions.KeepHistory"/>) goes before it.
    /// </summary>
    public HistoryPeriods KeepHistoryByEnd { get; set; } = new();

    /// <summary>
    /// How long tasks are kept after they completed, failed or were cancelled, from 1 minute to 3,650 days. The default
    /// is 7 days. A task's idempotency key is remembered as long as the task. Bulk actions are kept as long after their end.
    /// </summary>
    public TimeSpan KeepTasks { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long batches are kept after their end, from 1 minute to 3,650 days. The default is 7 days. A batch that hasn't
    /// ended is kept whatever its age.
    /// </summary>
    public TimeSpan KeepBatches { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long dead letters are kept whose type says nothing about it, from 1 minute to 3,650 days. The default, null,
    /// keeps them until somebody decides.
    /// </summary>
    public TimeSpan? KeepDeadLetters { get; set; }

    /// <summary>How often it looks, from 10 seconds to 1 day. The default is 10 minutes.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many rows one commit deletes at most, 1 to 10,000. The default is 1,000.</summary>
    public int BatchSize { get; set; } = 1_000;
}
