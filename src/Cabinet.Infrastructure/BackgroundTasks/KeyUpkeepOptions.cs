namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>How a process keeps its key ring up to date, and how a node does the ring's work. Checked at start.</summary>
public sealed class KeyUpkeepOptions
{
    /// <summary>
    /// How often the process looks whether the ring changed, from 1 second to 1 minute. The default is 5 seconds. A
    /// rotation waits for every node, so the longest interval of them all decides.
    /// </summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often one node looks for published versions that all nodes have confirmed, from 1 second to 1 hour. The
    /// default is 10 seconds.
    /// </summary>
    public TimeSpan RotationInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often one node looks for content under retired versions, from 1 second to 1 day. The default is 1 minute.
    /// </summary>
    public TimeSpan ResealInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many contents are sealed anew in one batch, 1 to 1,000. The default is 200.</summary>
    public int ResealBatchSize { get; set; } = 200;

    /// <summary>
    /// How old the active version of the installation's content key and of its signing keys may be before it is rotated
    /// by itself, from 1 hour to 3,650 days; null, the default, rotates nothing by itself.
    /// </summary>
    public TimeSpan? RotateAfter { get; set; }
}
