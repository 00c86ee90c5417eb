using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Gives jobs to nodes.</summary>
internal sealed class Claiming(StoreState state)
{
    public ClaimResult Claim(ClaimRequest request)
    {
        if (state.Nodes.Find(request.Node) is null)
        {
            return new ClaimResult { Jobs = [], NodeGone = true };
        }

        var settings = QueueOperations.Find(state, request.Queue);
        if (settings.IsPaused)
        {
            return ClaimResult.Empty;
        }

        var queue = state.JobIndex.Queue(request.Queue);
        var now = Milliseconds.Truncate(request.Now);
        Promote(queue, now);
        return new ClaimResult
        {
            Jobs = Take(request, queue, settings.Limits, now),
            NextDueAt = queue.Scheduled.Count == 0 ? null : queue.Scheduled.Min.DueAt,
            SuspectsWaiting = queue.Suspects.Count > 0,
        };
    }

    private void Promote(QueueIndex queue, DateTimeOffset now)
    {
        while (queue.Scheduled.Count > 0 && queue.Scheduled.Min is var (dueAt, id) && dueAt <= now)
        {
            state.Jobs.Put(id, state.Jobs.Find(id)! with { State = JobState.Available, DueAt = null });
        }
    }

    private List<ClaimedJob> Take(ClaimRequest request, QueueIndex queue, QueueLimits limits, DateTimeOffset now)
    {
        var jobs = new List<ClaimedJob>();
        var isLimited = limits != QueueLimits.None;
        var lanes = new QueueLanes(queue, limits, Start);
        if (request.Suspects)
        {
            TakeSuspects(request.Limit, queue, lanes, Start);
            return jobs;
        }

        var last = state.Turns.Find(request.Queue.Value)?.Last;
        var served = FairTurns.Serve(lanes, last, request.Limit);
        if (served is { } lane && served != last)
        {
            state.Turns.Put(request.Queue.Value, new TurnRow(lane));
        }

        return jobs;

        void Start(JobId id) => jobs.Add(Run(state.Jobs.Find(id)!, request, now).ToClaim(isLimited));
    }

    private void TakeSuspects(int limit, QueueIndex queue, QueueLanes lanes, Action<JobId> start)
    {
        var left = limit;
        foreach (var (_, id) in queue.Suspects.ToArray())
        {
            if (left > 0 && lanes.Free(state.Jobs.Find(id)!.Job.Partition?.Value ?? "") > 0)
            {
                start(id);
                left--;
            }
        }
    }

    private JobRow Run(JobRow row, ClaimRequest request, DateTimeOffset now)
    {
        var running = row with
        {
            State = JobState.Running,
            Node = request.Node,
            ClaimedAt = now,
            RunsAlone = row.State == JobState.Suspect,
            Attempt = row.Attempt + 1,
            Epoch = row.Epoch.Next(),
        };
        state.Jobs.Put(row.Job.Id, running);
        return running;
    }
}
