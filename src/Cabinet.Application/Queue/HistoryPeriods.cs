using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Queue;

/// <summary>How long history records are kept, by how their job ended. Null leaves it to the more general setting.</summary>
public sealed record HistoryPeriods
{
    /// <summary>The shortest period: 1 minute.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The longest period: 3,650 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <summary>Those whose handler succeeded, from 1 minute to 3,650 days. The default is null.</summary>
    public TimeSpan? Completed { get; init; }

    /// <summary>Those that somebody cancelled, from 1 minute to 3,650 days. The default is null.</summary>
    public TimeSpan? Cancelled { get; init; }

    /// <summary>
    /// Those that failed for good and were discarded from the dead-letter queue, from 1 minute to 3,650 days. The default
    /// is null.
    /// </summary>
    public TimeSpan? Discarded { get; init; }

    /// <summary>The period of records that ended like this, or null.</summary>
    public TimeSpan? Of(JobEnd end) => end switch
    {
        JobEnd.Completed => Completed,
        JobEnd.Cancelled => Cancelled,
        _ => Discarded,
    };

    /// <summary>The ends whose period is outside its range, with the period.</summary>
    public IEnumerable<(JobEnd End, TimeSpan Period)> FindWrong()
    {
        foreach (var end in Enum.GetValues<JobEnd>())
        {
            if (Of(end) is { } period && (period < Shortest || period > Longest))
            {
                yield return (end, period);
            }
        }
    }
}
