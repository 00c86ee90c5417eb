using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Lists jobs by id, by the statement that has least to skip.</summary>
internal static class JobLists
{
    public static IReadOnlyList<JobRecord> Read(ReaderSession session, JobFilter filter, Page page)
    {
        var leases = LeaseView.Read(session);
        return filter.State == JobState.Running
            ? ReadRunning(session, filter, page, leases)
            : ReadRows(session, filter, page, leases);
    }

    private static List<JobRecord> ReadRows(ReaderSession session, JobFilter filter, Page page, LeaseView leases)
    {
        var (first, last) = Keys(filter.State);
        var row = session.Statement(Sql(filter)).Bind(1, page.After).Bind(2, filter.Queue?.Value)
            .Bind(3, filter.Type?.Value).Bind(4, first.Value).Bind(5, last.Value);
        if (filter.Task is { } task)
        {
            row.Bind(6, task.Value);
        }

        var jobs = new List<JobRecord>();
        while (jobs.Count < page.Limit && row.Step())
        {
            var job = JobRows.Read(session, row, leases);
            if (filter.State is null || job.State == filter.State)
            {
                jobs.Add(job);
            }
        }

        row.Reset();
        return jobs;
    }

    // The leases name the few that run, and a few more.
    private static List<JobRecord> ReadRunning(ReaderSession session, JobFilter filter, Page page, LeaseView leases)
    {
        var jobs = new List<JobRecord>();
        foreach (var key in leases.Keys)
        {
            var row = session.Statement(JobReadSql.ByKey).Bind(1, key).Bind(2, page.After)
                .Bind(3, filter.Queue?.Value).Bind(4, filter.Type?.Value).Bind(5, filter.Task?.Value);
            if (JobRows.ReadOne(session, row, leases) is { State: JobState.Running } job)
            {
                jobs.Add(job);
            }
        }

        jobs.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        return jobs.Count <= page.Limit ? jobs : jobs[..page.Limit];
    }

    private static string Sql(JobFilter filter) => filter switch
    {
        { Task: not null } => JobReadSql.ListByTask,
        { State: JobState.Scheduled or JobState.Suspect } => JobReadSql.ListByClass,
        _ => JobReadSql.ListById,
    };

    private static (JobKey First, JobKey Last) Keys(JobState? state) => state switch
    {
        null or JobState.Available => (JobKey.FirstOf(JobClass.Ready), JobKey.LastOf(JobClass.Gated)),
        JobState.Scheduled => Keys(JobClass.Scheduled),
        JobState.Suspect => Keys(JobClass.Suspect),
        _ => Keys(JobClass.Ready),
    };

    private static (JobKey First, JobKey Last) Keys(JobClass @class) =>
        (JobKey.FirstOf(@class), JobKey.LastOf(@class));
}
