using System.Collections.Immutable;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>A job of the hot table with its journal and errors, so that all of it moves together.</summary>
internal sealed record JobRow
{
    /// <summary>What was enqueued.</summary>
    public required NewJob Job { get; init; }

    /// <inheritdoc cref="JobRecord.State" />
    public required JobState State { get; init; }

    /// <inheritdoc cref="JobRecord.Attempt" />
    public int Attempt { get; init; }

    /// <inheritdoc cref="JobRecord.Epoch" />
    public Epoch Epoch { get; init; }

    /// <summary>When it may be claimed; set exactly while it is scheduled.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who runs it; set exactly while it is running.</summary>
    public NodeId? Node { get; init; }

    /// <inheritdoc cref="JobRecord.ClaimedAt" />
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Whether it is running as a suspect, alone.</summary>
    public bool RunsAlone { get; init; }

    /// <inheritdoc cref="JobRecord.DeathsAlone" />
    public int DeathsAlone { get; init; }

    /// <inheritdoc cref="JobRecord.Progress" />
    public int Progress { get; init; }

    /// <inheritdoc cref="JobRecord.CancelRequested" />
    public bool CancelRequested { get; init; }

    /// <summary>The steps in the order of their start.</summary>
    public ImmutableList<StepRecord> Journal { get; init; } = [];

    /// <summary>The kept errors, oldest first.</summary>
    public ImmutableList<JobErrorRecord> Errors { get; init; } = [];

    /// <summary>How many errors were forgotten: the number of the first that is kept.</summary>
    public int FirstError { get; init; }

    /// <summary>The number of its type if it stepped aside for the type's limit, otherwise 0.</summary>
    public int Kind { get; init; }

    /// <summary>Where it takes its turn.</summary>
    public Lane Lane => new(Job.Partition?.Value ?? "", Kind);

    /// <summary>Whether it has begun and waits for its next attempt, so that an ordered partition waits with it.</summary>
    public bool HoldsPartition => State is JobState.Suspect || (State is JobState.Scheduled && Epoch.Value > 0);

    /// <summary>The row once its node doesn't run it any more.</summary>
    public JobRow Released(JobState state, DateTimeOffset? dueAt = null) => this with
    {
        State = state,
        DueAt = dueAt,
        Node = null,
        RunsAlone = false,
        Epoch = Epoch.Next(),
    };

    /// <summary>The row with one more error, the oldest beyond the bound forgotten.</summary>
    public JobRow WithError(JobErrorRecord error)
    {
        var errors = Errors.Add(error);
        return errors.Count > JobErrorRecord.MaximumKept
            ? this with { Errors = errors.RemoveAt(0), FirstError = FirstError + 1 }
            : this with { Errors = errors };
    }

    /// <summary>What queries show of it.</summary>
    public JobRecord ToRecord() => new()
    {
        Id = Job.Id,
        Type = Job.Type,
        Queue = Job.Queue,
        Priority = Job.Priority,
        State = State,
        Attempt = Attempt,
        Epoch = Epoch,
        CreatedAt = Job.CreatedAt,
        DueAt = DueAt,
        Node = Node,
        ClaimedAt = ClaimedAt,
        DeathsAlone = DeathsAlone,
        Progress = Progress,
        CancelRequested = CancelRequested,
        Partition = Job.Partition,
        Task = Job.Task,
    };

    /// <summary>What its claimer gets.</summary>
    /// <param name="isLimited">Whether its queue has limits.</param>
    public ClaimedJob ToClaim(bool isLimited) => new()
    {
        Id = Job.Id,
        Epoch = Epoch,
        Type = Job.Type,
        Queue = Job.Queue,
        Priority = Job.Priority,
        Attempt = Attempt,
        CreatedAt = Job.CreatedAt,
        ClaimedAt = ClaimedAt!.Value,
        Payload = Job.Payload,
        IsSuspect = RunsAlone,
        DeathsAlone = DeathsAlone,
        Partition = Job.Partition,
        HoldsPlace = isLimited,
        Task = Job.Task,
        TraceParent = Job.TraceParent,
    };
}
