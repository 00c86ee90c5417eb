using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>How long each history record is kept: as its type says, else as its end says, else as all are.</summary>
internal sealed class HistoryKeeping
{
    private readonly JobCatalog jobs;
    private readonly HistoryRetentionOptions options;

    public HistoryKeeping(JobCatalog jobs, HistoryRetentionOptions options)
    {
        this.jobs = jobs;
        this.options = options;
        var ends = Enum.GetValues<JobEnd>();
        Periods =
        [
            .. jobs.Definitions.SelectMany(job => ends.Select(end => job.Options.KeepHistory?.Of(end)))
                .OfType<TimeSpan>()
                .Concat(ends.Select(OfAll))
                .Distinct().Order(),
        ];
    }

    /// <summary>The periods that occur, each once, the shortest first; at least one.</summary>
    public IReadOnlyList<TimeSpan> Periods { get; }

    /// <summary>How long such a record is kept.</summary>
    public TimeSpan Of(JobType type, JobEnd end) => jobs.Find(type)?.Options.KeepHistory?.Of(end) ?? OfAll(end);

    private TimeSpan OfAll(JobEnd end) => options.KeepHistoryByEnd.Of(end) ?? options.KeepHistory;
}
