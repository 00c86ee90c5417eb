using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Model;

/// <summary>What a claim may give, and what it does to the model.</summary>
internal static class ClaimRules
{
    /// <summary>Makes due jobs available.</summary>
    public static ModelState Promote(ModelState state, ClaimRequest request) => state.Jobs.Values
        .Where(job => job.IsLive && job.New.Queue == request.Queue)
        .Where(job => job.State == JobState.Scheduled && job.DueAt <= request.Now)
        .Aggregate(state, (next, job) => next.With(job with { State = JobState.Available, DueAt = null }));

    /// <summary>What waits for such a claim, by priority and then by age.</summary>
    public static IReadOnlyList<ModelJob> Candidates(ModelState promoted, ClaimRequest request) =>
    [
        .. In(promoted, request, request.Suspects ? JobState.Suspect : JobState.Available)
            .OrderBy(job => job.New.Priority.Value).ThenBy(job => job.New.Id),
    ];

    /// <summary>The state once these jobs are claimed.</summary>
    public static ModelState Claim(ModelState promoted, ClaimRequest request, IEnumerable<JobId> claimed) =>
        claimed.Select(id => promoted.Jobs[id]).Aggregate(promoted, (next, job) => next.With(job with
        {
            State = JobState.Running,
            Node = request.Node,
            ClaimedAt = request.Now,
            RunsAlone = request.Suspects,
            Attempt = job.Attempt + 1,
            Epoch = new Epoch(job.Epoch.Value + 1),
        }));

    /// <summary>When the next job of the queue falls due.</summary>
    public static DateTimeOffset? NextDueAt(ModelState promoted, ClaimRequest request) =>
        In(promoted, request, JobState.Scheduled).Min(job => job.DueAt);

    /// <summary>Whether suspects wait in the queue.</summary>
    public static bool SuspectsWait(ModelState claimed, ClaimRequest request) =>
        In(claimed, request, JobState.Suspect).Any();

    /// <summary>What the runner must be told of a claimed job.</summary>
    public static string Describe(ModelJob job) => Describe(
        job.New.Id, job.Epoch, job.Attempt, job.New.CreatedAt, job.ClaimedAt, job.RunsAlone, job.DeathsAlone,
        job.New.Payload)
        + $" {job.New.Type} {job.New.Queue} {job.New.Priority} {job.New.Task} {job.New.TraceParent}";

    /// <summary>What the runner was told.</summary>
    public static string Describe(ClaimedJob job) => Describe(
        job.Id, job.Epoch, job.Attempt, job.CreatedAt, job.ClaimedAt, job.IsSuspect, job.DeathsAlone, job.Payload)
        + $" {job.Type} {job.Queue} {job.Priority} {job.Task} {job.TraceParent}";

    private static string Describe(
        JobId id,
        Epoch epoch,
        int attempt,
        DateTimeOffset createdAt,
        DateTimeOffset? claimedAt,
        bool isSuspect,
        int deaths,
        Content payload) =>
        $"{id} epoch {epoch} attempt {attempt} {createdAt:O} {claimedAt:O} suspect {isSuspect} deaths {deaths} "
        + Convert.ToHexString(payload.Sealed.Span);

    private static IEnumerable<ModelJob> In(ModelState state, ClaimRequest request, JobState wanted) =>
        state.Jobs.Values.Where(job => job.IsLive && job.New.Queue == request.Queue && job.State == wanted);
}
