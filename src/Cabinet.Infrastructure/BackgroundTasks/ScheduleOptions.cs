namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>How a node fires schedules.</summary>
public sealed class ScheduleOptions
{
    /// <summary>
    /// How often a node looks for schedules that were made or changed elsewhere; a tick that it knows of is fired in time.
    /// From 100 milliseconds to 1 minute; the default is 5 seconds.
    /// </summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The application whose declared schedules these are: those of the same name that it no longer declares are removed.
    /// The default is the host's application name.
    /// </summary>
    public string? Owner { get; set; }
}
