using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A schedule as it is stored. All but the payload are plaintext columns.</summary>
public sealed record ScheduleRecord
{
    /// <summary>The longest owner, in characters.</summary>
    public const int MaximumOwner = 200;

    /// <summary>Its name; no two have the same.</summary>
    public required ScheduleName Name { get; init; }

    /// <summary>Its id, from its name.</summary>
    public Guid Id => Name.ToId();

    /// <summary>Grows by 1 with every change; 0 before it is stored. The store sets it.</summary>
    public long Revision { get; init; }

    /// <summary>When it fires.</summary>
    public required ScheduleTiming Timing { get; init; }

    /// <summary>What becomes of ticks that nobody fired in time.</summary>
    public MisfirePolicy Misfire { get; init; }

    /// <summary>The type of its jobs.</summary>
    public required JobType Type { get; init; }

    /// <summary>Where its jobs wait.</summary>
    public required QueueName Queue { get; init; }

    /// <summary>The priority of its jobs.</summary>
    public JobPriority Priority { get; init; }

    /// <summary>What the handler of each of its jobs gets.</summary>
    public required Content Payload { get; init; }

    /// <summary>Whether it fires nothing at present.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The application whose code declares it; empty for one that an operator made.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it was made (UTC, to the millisecond).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The first tick that wasn't fired yet (UTC, to the millisecond); null when there is none any more.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The last tick that was fired.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"schedule {Name}, revision {Revision}, {Timing}";
}
