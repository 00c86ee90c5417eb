namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>How soon audited events get their places and a checkpoint. Checked at start.</summary>
public sealed class AuditSequencingOptions
{
    /// <summary>How often it looks, from 100 ms to 1 hour. The default is 1 second.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many events one commit orders at most, 1 to 1,000. The default is 1,000.</summary>
    public int BatchSize { get; set; } = 1_000;
}
