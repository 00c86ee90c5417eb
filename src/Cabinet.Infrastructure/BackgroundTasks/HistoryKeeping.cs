using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>
/// How long each history record is kept: as an operator said for its type, else as the application says for its type, else
/// the same for all types.
/// </summary>
internal sealed class HistoryKeeping
{
    private readonly JobCatalog jobs;
    private readonly HistoryRetentionOptions options;
    private readonly Dictionary<(JobType? Type, RetainedAs State), TimeSpan> said;

    public HistoryKeeping(JobCatalog jobs, HistoryRetentionOptions options, IReadOnlyList<RetentionRule> rules)
    {
        this.jobs = jobs;
        this.options = options;
        Rules = rules;
        said = rules.ToDictionary(rule => (rule.Type, rule.State), rule => rule.Keep);
        var ends = Enum.GetValues<JobEnd>();
        Periods =
        [
            .. jobs.Definitions.SelectMany(job => ends.Select(end => job.Options.KeepHistory?.Of(end)))
                .OfType<TimeSpan>()
                .Concat(rules.Where(rule => rule.State != RetainedAs.DeadLetter).Select(rule => rule.Keep))
                .Concat(ends.Select(OfAll))
                .Distinct().Order(),
        ];
    }

    /// <summary>What operators have said.</summary>
    public IReadOnlyList<RetentionRule> Rules { get; }

    /// <summary>The periods that occur, each once, the shortest first; at least one.</summary>
    public IReadOnlyList<TimeSpan> Periods { get; }

    /// <summary>How long such a record is kept.</summary>
    public TimeSpan Of(JobType type, JobEnd end) =>
        Said(type, end) ?? jobs.Find(type)?.Options.KeepHistory?.Of(end) ?? OfAll(end);

    private TimeSpan? Said(JobType? type, JobEnd end) =>
        said.TryGetValue((type, (RetainedAs)end), out var keep) ? keep : null;

    private TimeSpan OfAll(JobEnd end) => Said(null, end) ?? options.KeepHistoryByEnd.Of(end) ?? options.KeepHistory;
}
