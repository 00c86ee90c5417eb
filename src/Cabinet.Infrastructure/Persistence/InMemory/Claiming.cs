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
        var types = new QueueTypes(state, request.Queue);
        var use = new QueueUse(state, request.Queue, queue, types);
        var allowance = new ClaimAllowance(settings.Limits, types.Limits, use, request.Now, request.Suspects);
        var jobs = Take(request, queue, types, allowance, settings.Limits != QueueLimits.None || types.Limits.Count > 0, now);
        use.Keep(allowance.Rates);
        return new ClaimResult
        {
            Jobs = jobs,
            NextDueAt = Earlier(queue.Scheduled.Count == 0 ? null : queue.Scheduled.Min.DueAt, allowance.NextAt),
            SuspectsWaiting = queue.Suspects.Count > 0,
            MayHaveMore = allowance.HasSteppedAside,
        };
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    private void Promote(QueueIndex queue, DateTimeOffset now)
    {
        while (queue.Scheduled.Count > 0 && queue.Scheduled.Min is var (dueAt, id) && dueAt <= now)
        {
            state.Jobs.Put(id, state.Jobs.Find(id)! with { State = JobState.Available, DueAt = null });
        }
    }

    private List<ClaimedJob> Take(
        ClaimRequest request,
        QueueIndex queue,
        QueueTypes types,
        ClaimAllowance allowance,
        bool isLimited,
        DateTimeOffset now)
    {
        var jobs = new List<ClaimedJob>();
        if (request.Suspects)
        {
            TakeSuspects(request.Limit, queue, row => allowance.FreeOf(LaneOf(row)) > 0, Start);
            return jobs;
        }

        var last = state.Turns.Find(request.Queue.Value)?.Last;
        var served = FairTurns.Serve(new QueueLanes(state, queue, types, allowance, Start), last, request.Limit);
        if (served is { } lane && served != last)
        {
            state.Turns.Put(request.Queue.Value, new TurnRow(lane));
        }

        return jobs;

        void Start(JobId id)
        {
            var row = Run(state.Jobs.Find(id)!, request, now);
            allowance.Begin(LaneOf(row));
            jobs.Add(row.ToClaim(isLimited));
        }

        Lane LaneOf(JobRow row) => row.Lane with { Kind = types.KindOf(row.Job.Type) };
    }

    private void TakeSuspects(int limit, QueueIndex queue, Func<JobRow, bool> mayBegin, Action<JobId> start)
    {
        var left = limit;
        foreach (var (_, id) in queue.Suspects.ToArray())
        {
            if (left > 0 && mayBegin(state.Jobs.Find(id)!))
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
