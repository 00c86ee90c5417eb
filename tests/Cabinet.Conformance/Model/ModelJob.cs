using System.Collections.Immutable;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Model;

/// <summary>A job as the model knows it, live or dead-lettered.</summary>
internal sealed record ModelJob(NewJob New)
{
    public JobState State { get; init; }

    public int Attempt { get; init; }

    public Epoch Epoch { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public NodeId? Node { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    public bool RunsAlone { get; init; }

    public int DeathsAlone { get; init; }

    public int Progress { get; init; }

    public bool CancelRequested { get; init; }

    public DeadLetterReason? Dead { get; init; }

    /// <summary>
    /// Whether it came back from the dead-letter queue; its place among its equals is the driver's choice then.
    /// </summary>
    public bool WasRedriven { get; init; }

    public ImmutableList<StepRecord> Steps { get; init; } = [];

    public ImmutableList<JobErrorRecord> Errors { get; init; } = [];

    public bool IsLive => Dead is null;

    public bool IsHeldUnder(JobLease lease) => IsLive && State == JobState.Running && Epoch == lease.Epoch;

    public ModelJob Failed(JobErrorRecord error) => this with
    {
        Errors = [.. Errors.Add(error).TakeLast(JobErrorRecord.MaximumKept)],
    };

    public ModelJob Waiting(JobState state, DateTimeOffset? dueAt, int attempt) => this with
    {
        State = state,
        DueAt = dueAt,
        Attempt = attempt,
        Epoch = new Epoch(Epoch.Value + 1),
        Node = null,
        RunsAlone = false,
    };

    public JobRecord ToRecord() => new()
    {
        Id = New.Id,
        Type = New.Type,
        Queue = New.Queue,
        Priority = New.Priority,
        State = State,
        Attempt = Attempt,
        Epoch = Epoch,
        CreatedAt = New.CreatedAt,
        DueAt = DueAt,
        Node = Node,
        ClaimedAt = ClaimedAt,
        DeathsAlone = DeathsAlone,
        Progress = Progress,
        CancelRequested = CancelRequested,
        Task = New.Task,
    };

    public DeadLetterRecord ToDeadLetter() => new()
    {
        Id = New.Id,
        Type = New.Type,
        Queue = New.Queue,
        Reason = Dead!.Value,
        Attempts = Attempt,
        CreatedAt = New.CreatedAt,
        DeadAt = Errors[^1].At,
        Error = Errors[^1],
        Task = New.Task,
    };
}
