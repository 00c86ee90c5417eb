using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Searches live jobs: by the index that may find them among few, otherwise by a walk over ids.</summary>
internal sealed class JobSearching
{
    private static readonly JobClass[] Classes = [JobClass.Ready, JobClass.Scheduled, JobClass.Suspect, JobClass.Gated];

    private readonly ReaderSession session;
    private readonly JobSearch filter;
    private readonly Search search;
    private readonly LeaseView leases;

    private JobSearching(ReaderSession session, JobSearch filter, Search search)
    {
        this.session = session;
        this.filter = filter;
        this.search = search;
        leases = LeaseView.Read(session);
    }

    public static Found<JobRecord> Read(ReaderSession session, JobSearch filter, Search search)
    {
        var searching = new JobSearching(session, filter, search);
        return searching.ReadFew() ?? searching.ReadWalk();
    }

    // The table is in the order of class and queue, and the leases name what runs.
    private Found<JobRecord>? ReadFew()
    {
        var matches = new List<(Guid Id, JobRecord Record)>();
        var budget = Search.MaximumRows;
        if (filter.State == JobState.Running)
        {
            return TryAddLeased(matches, ref budget) ? SearchRows.Cut(matches, search) : null;
        }

        if (filter is { Partition: { } partition, Tag: null } && !IsRareClass(filter.State))
        {
            return ReadPartition(partition);
        }

        if (filter.Tag is not null || (filter.Queue is null && !IsRareClass(filter.State)))
        {
            return null;
        }

        return TryAddClasses(matches, Classes, ref budget) ? SearchRows.Cut(matches, search) : null;
    }

    // A partition's jobs wait at the gate, run, or are scheduled or suspect.
    private Found<JobRecord>? ReadPartition(PartitionKey partition)
    {
        var matches = new List<(Guid Id, JobRecord Record)>();
        var budget = Search.MaximumRows;
        var queues = new List<int>();
        var row = session.Statement(JobSearchSql.Queues).Bind(1, filter.Queue?.Value);
        while (row.Step())
        {
            queues.Add(row.Int32(0));
        }

        foreach (var queue in queues)
        {
            var waiting = session.Statement(JobSearchSql.ByPartition).Bind(1, queue).Bind(2, partition.Value);
            if (!SearchRows.TryAdd(matches, waiting, ref budget, Match))
            {
                return null;
            }
        }

        return TryAddLeased(matches, ref budget)
            && TryAddClasses(matches, [JobClass.Scheduled, JobClass.Suspect], ref budget)
            ? SearchRows.Cut([.. matches.DistinctBy(static match => match.Id)], search)
            : null;
    }

    private bool TryAddLeased(List<(Guid Id, JobRecord Record)> matches, ref int budget)
    {
        foreach (var key in leases.Keys)
        {
            if (!SearchRows.TryAdd(matches, session.Statement(JobSearchSql.ByKey).Bind(1, key), ref budget, Match))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAddClasses(List<(Guid Id, JobRecord Record)> matches, JobClass[] classes, ref int budget)
    {
        foreach (var @class in classes)
        {
            if (Range(@class) is { } range
                && !SearchRows.TryAdd(
                    matches,
                    session.Statement(JobSearchSql.ByKeys).Bind(1, range.First.Value).Bind(2, range.Last.Value),
                    ref budget,
                    Match))
            {
                return false;
            }
        }

        return true;
    }

    private Found<JobRecord> ReadWalk()
    {
        var row = session.Statement((filter.Tag, search.NewestFirst) switch
        {
            (null, false) => JobSearchSql.Rising,
            (null, true) => JobSearchSql.Falling,
            (_, false) => JobSearchSql.TaggedRising,
            _ => JobSearchSql.TaggedFalling,
        }).Bind(1, search.After);
        return SearchRows.Walk(filter.Tag is { } tag ? row.Bind(2, tag) : row, search, Match);
    }

    private (JobKey First, JobKey Last)? Range(JobClass @class)
    {
        if (filter.State is { } state && !MayBeIn(state, @class))
        {
            return null;
        }

        if (filter.Queue is not { } queue)
        {
            return (JobKey.FirstOf(@class), JobKey.LastOf(@class));
        }

        var number = session.Statement("SELECT id FROM queue WHERE name = ?1").Bind(1, queue.Value);
        if (!number.Step())
        {
            return null;
        }

        var id = number.Int32(0);
        number.Reset();
        return (JobKey.FirstOf(@class, id), JobKey.LastOf(@class, id));
    }

    private JobRecord? Match(SqliteStatement row)
    {
        if (row.IsNull(1))
        {
            return null;
        }

        var job = JobRows.Read(session, row, leases, column: 1);
        var matches = (filter.Queue is null || job.Queue == filter.Queue)
            && (filter.Type is null || job.Type == filter.Type)
            && (filter.State is null || job.State == filter.State)
            && (filter.Partition is null || job.Partition == filter.Partition)
            && (filter.CreatedFrom is null || job.CreatedAt >= filter.CreatedFrom)
            && (filter.CreatedBefore is null || job.CreatedAt < filter.CreatedBefore)
            && (filter.Tag is null || HasTag(job));
        return matches ? job : null;
    }

    private bool HasTag(JobRecord job)
    {
        var tag = session.Statement(JobSearchSql.HasTag).Bind(1, filter.Tag).Bind(2, job.Id.Value);
        var has = tag.Step();
        tag.Reset();
        return has;
    }

    private static bool IsRareClass(JobState? state) => state is JobState.Scheduled or JobState.Suspect;

    private static bool MayBeIn(JobState state, JobClass @class) => state switch
    {
        JobState.Scheduled => @class == JobClass.Scheduled,
        JobState.Suspect => @class == JobClass.Suspect,
        _ => @class is JobClass.Ready or JobClass.Gated,
    };
}
