using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>How the jobs of one type run. Checked when the type is registered.</summary>
public sealed record JobOptions
{
    /// <summary>The queue that jobs go to when they name none: "default".</summary>
    public static readonly QueueName DefaultQueue = new("default");

    /// <summary>Which queue they go to when they name none. The default is <see cref="DefaultQueue"/>.</summary>
    public QueueName Queue { get; init; } = DefaultQueue;

    /// <summary>When a failed one runs again. The default is ten attempts, from a second to five minutes apart.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>
    /// How fast failed ones may run again, on each node. What the policy proposes beyond it is put off, in the order of
    /// the failures and by at most <see cref="RetryPolicy.DelayLimit"/>, so that a system that is down doesn't get every
    /// job's retries at once, and fresh jobs keep their slots. The default, null, is no budget.
    /// </summary>
    public RateLimit? RetryBudget { get; init; }

    /// <summary>How long an attempt may take, from 10 milliseconds to 24 hours. The default is 5 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is kept of a finished one. The default is a summary.</summary>
    public Retention Retention { get; init; } = Retention.Summary;

    /// <summary>
    /// How long the history record of one that ended is kept, by how it ended. The default, null, leaves it to the
    /// settings for all types, and so does each end without a period.
    /// </summary>
    public HistoryPeriods? KeepHistory { get; init; }

    /// <summary>
    /// How long one that failed for good stays in the dead-letter queue before it is discarded, from 1 minute to 3,650
    /// days. The default, null, leaves it to the setting for all types, which keeps them until somebody decides.
    /// </summary>
    public TimeSpan? KeepDeadLetters { get; init; }

    internal void Validate(JobType type)
    {
        if (KeepDeadLetters is { } keep && (keep < TimeSpan.FromMinutes(1) || keep > TimeSpan.FromDays(3_650)))
        {
            throw new ArgumentException(
                $"Dead letters of job type '{type}' are kept {keep}; it must be from 1 minute to 3,650 days.");
        }

        foreach (var (end, period) in KeepHistory?.FindWrong() ?? [])
        {
            throw new ArgumentException(
                $"History records of job type '{type}' that ended {end} are kept {period}; it must be from 1 minute to "
                + "3,650 days.");
        }

        if (Timeout < TimeSpan.FromMilliseconds(10) || Timeout > TimeSpan.FromHours(24))
        {
            throw new ArgumentException(
                $"The timeout of job type '{type}' is {Timeout}; it must be from 10 milliseconds to 24 hours.");
        }
    }
}
