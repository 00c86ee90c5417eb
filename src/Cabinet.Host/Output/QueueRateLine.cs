using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Host.Output;

/// <summary>How much of a queue ended in a window of time, as commands print it.</summary>
/// <param name="EndedPerMinute">Jobs that completed, were cancelled or discarded, per minute.</param>
/// <param name="FailedPerMinute">Jobs that went into the dead-letter queue, per minute.</param>
/// <param name="OverSeconds">The window, in seconds: shorter where very much ended.</param>
internal sealed record QueueRateLine(double EndedPerMinute, double FailedPerMinute, double OverSeconds)
{
    /// <summary>Shows a rate.</summary>
    public static QueueRateLine From(QueueRate rate) => new(
        Math.Round(rate.EndedPerMinute, 2), Math.Round(rate.FailedPerMinute, 2), Math.Round(rate.Over.TotalSeconds, 3));
}
