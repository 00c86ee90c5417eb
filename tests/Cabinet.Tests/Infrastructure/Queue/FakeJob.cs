using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>A row of <see cref="FakeStore"/>.</summary>
internal sealed class FakeJob(JobId id, QueueName queue, string? traceParent = null)
{
    public JobId Id { get; } = id;

    public QueueName Queue { get; } = queue;

    public JobState State { get; set; }

    public Epoch Epoch { get; private set; }

    public int Attempt { get; private set; }

    public int DeathsAlone { get; set; }

    public bool IsSuspectRun { get; private set; }

    public bool CancelRequested { get; set; }

    public NodeId? Node { get; private set; }

    public DateTimeOffset? DueAt { get; set; }

    public ClaimedJob Claim(ClaimRequest request)
    {
        State = JobState.Running;
        Node = request.Node;
        Epoch = Epoch.Next();
        Attempt++;
        IsSuspectRun = request.Suspects;
        return new ClaimedJob
        {
            Id = Id,
            Epoch = Epoch,
            Type = new JobType("test"),
            Queue = Queue,
            Attempt = Attempt,
            CreatedAt = TestClock.Noon,
            ClaimedAt = request.Now,
            Payload = Content.FromSealed(Array.Empty<byte>()),
            IsSuspect = request.Suspects,
            DeathsAlone = DeathsAlone,
            TraceParent = traceParent,
        };
    }

    public Refusal? Return(DateTimeOffset? dueAt)
    {
        Attempt--;
        return Retry(dueAt);
    }

    public Refusal? Retry(DateTimeOffset? dueAt)
    {
        Node = null;
        Epoch = Epoch.Next();
        DueAt = dueAt;
        State = dueAt is null ? JobState.Available : JobState.Scheduled;
        return null;
    }

    public void Abandon(bool suspect)
    {
        Return(null);
        if (suspect)
        {
            State = JobState.Suspect;
            DeathsAlone += IsSuspectRun ? 1 : 0;
        }
    }

    public JobRecord ToRecord() => new()
    {
        Id = Id,
        Type = new JobType("test"),
        Queue = Queue,
        Priority = JobPriority.Default,
        State = State,
        Attempt = Attempt,
        Epoch = Epoch,
        CreatedAt = TestClock.Noon,
        Node = Node,
    };
}
