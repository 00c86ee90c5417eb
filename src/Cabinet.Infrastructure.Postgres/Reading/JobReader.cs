using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads the hot table and what hangs on it.</summary>
internal sealed class JobReader(ReaderSource source) : IJobReader
{
    public ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        source.FindAsync(JobReadSql.Find, arguments => arguments.Id(id.Value), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<JobRecord>> ListAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        await source.ListAsync(Sql(filter), arguments => Add(arguments, filter, page), Read, cancellationToken);

    public async ValueTask<Found<JobRecord>> SearchAsync(
        JobSearch filter, Search search, CancellationToken cancellationToken)
    {
        var walk = await SearchWalk.RunAsync(
            source,
            JobSearchSql.Few(filter, search.NewestFirst),
            JobSearchSql.Walk(filter, search.NewestFirst),
            search,
            arguments => arguments.Text(filter.Queue?.Value).Text(filter.Type?.Value).Int((int?)filter.State)
                .Time(filter.CreatedFrom).Time(filter.CreatedBefore).Text(filter.Tag)
                .Text(filter.Partition?.Value),
            cancellationToken);
        return walk.Dress(
            await source.ListAsync(
                JobReadSql.ListByIds, arguments => arguments.Ids(walk.Ids), Read, cancellationToken),
            search);
    }

    public async ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) =>
        await source.ListAsync(
            JobReadSql.Count,
            null,
            row => new JobCount(new QueueName(row.Name(0)), (JobState)row.GetInt32(1), row.GetInt64(2)),
            cancellationToken);

    public ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) => source.FindAsync(
        JobReadSql.Payload, arguments => arguments.Id(id.Value), row => row.Sealed(0), cancellationToken);

    public async ValueTask<IReadOnlyList<JobId>> ListWithPayloadAsync(
        IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, IJobReader.MaximumIds, nameof(ids));
        return await source.ListAsync(
            JobReadSql.WithPayload,
            arguments => arguments.Ids([.. ids.Select(id => id.Value).Distinct()]),
            row => new JobId(row.GetGuid(0)),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<string>> ReadTagsAsync(JobId id, CancellationToken cancellationToken) =>
        await source.ListAsync(
            JobReadSql.Tags, arguments => arguments.Id(id.Value), row => row.GetString(0), cancellationToken);

    public async ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(
        JobId id, CancellationToken cancellationToken) => await source.ListAsync(
        JobReadSql.Journal,
        arguments => arguments.Id(id.Value),
        row => new StepRecord(
            row.GetString(0), (StepEffect)row.GetInt16(1), row.GetBoolean(2), row.Time(3), row.Sealed(4)),
        cancellationToken);

    public async ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(
        JobId id, CancellationToken cancellationToken) => await source.ListAsync(
        JobReadSql.Errors, arguments => arguments.Id(id.Value), row => row.Error(0), cancellationToken);

    public async ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(
        NodeId node, CancellationToken cancellationToken) => await source.ListAsync(
        JobReadSql.CancelRequests,
        arguments => arguments.Id(node.Value),
        row => new JobId(row.GetGuid(0)),
        cancellationToken);

    private static string Sql(JobFilter filter) => filter switch
    {
        { Task: not null } => JobReadSql.ListByTask,
        { State: JobState.Available } => JobReadSql.ListAvailable,
        { State: JobState.Scheduled } => JobReadSql.ListScheduled,
        { State: JobState.Suspect } => JobReadSql.ListSuspect,
        { State: JobState.Running } => JobReadSql.ListRunning,
        _ => JobReadSql.List,
    };

    private static void Add(Arguments arguments, JobFilter filter, Page page)
    {
        arguments.After(page.After).Int(page.Limit).Text(filter.Queue?.Value).Text(filter.Type?.Value);
        if (filter.Task is { } task)
        {
            arguments.Id(task.Value).Int((int?)filter.State);
        }
    }

    // A claim under a lease counts an attempt and moves the fencing token, without touching the row.
    private static JobRecord Read(NpgsqlDataReader row)
    {
        var state = (JobState)row.GetInt32(4);
        var running = state == JobState.Running ? 1 : 0;
        return new JobRecord
        {
            Id = new JobId(row.GetGuid(0)),
            Type = new JobType(row.Name(1)),
            Queue = new QueueName(row.Name(2)),
            Priority = new JobPriority(row.GetInt16(3)),
            State = state,
            Epoch = new Epoch(row.GetInt64(5) + running),
            Attempt = row.GetInt32(6) + running,
            DeathsAlone = row.GetInt32(7),
            CreatedAt = row.Time(8),
            DueAt = running == 1 ? null : row.TimeOrNull(9),
            ClaimedAt = running == 1 ? row.Time(11) : row.TimeOrNull(10),
            Node = running == 1 ? new NodeId(row.GetGuid(12)) : null,
            Progress = row.GetInt16(13),
            CancelRequested = row.GetBoolean(14),
            Partition = row.Partition(19),
            Task = row.TaskReference(15),
        };
    }
}
