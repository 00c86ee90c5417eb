using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

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

        var queue = state.JobIndex.Queue(request.Queue);
        var now = Milliseconds.Truncate(request.Now);
        Promote(queue, now);
        var candidates = (request.Suspects ? queue.Suspects : queue.Available).Take(request.Limit).ToList();
        return new ClaimResult
        {
            Jobs = candidates.ConvertAll(candidate => Start(state.Jobs.Find(candidate.Id)!, request, now)),
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

    private ClaimedJob Start(JobRow row, ClaimRequest request, DateTimeOffset now)
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
        return running.ToClaim();
    }
}
