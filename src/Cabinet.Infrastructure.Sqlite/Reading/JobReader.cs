using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads the hot table and what hangs on it.</summary>
internal sealed class JobReader(ReaderSource source) : IJobReader
{
    public ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(JobReadSql.ById).Bind(1, id.Value);
            if (!row.Step())
            {
                return null;
            }

            var job = JobRows.Read(session, row, LeaseView.Read(session, row.Int64(0)));
            row.Reset();
            return job;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<JobRecord>> ListAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(session => JobLists.Read(session, filter, page), cancellationToken);

    public ValueTask<Found<JobRecord>> SearchAsync(
        JobSearch filter, Search search, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(session => JobSearching.Read(session, filter, search), cancellationToken);

    public ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(JobCounts.Read, cancellationToken);

    public ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync(
            session =>
            {
                var row = session.Statement(JobReadSql.Payload).Bind(1, id.Value);
                if (!row.Step())
                {
                    return Content.None;
                }

                var payload = ReaderSession.Sealed(row, 0);
                row.Reset();
                return payload;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<JobId>> ListWithPayloadAsync(
        IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, IJobReader.MaximumIds, nameof(ids));
        return source.Pool.ReadManyAsync<IReadOnlyList<JobId>>(
            session => [.. ids.Distinct().Where(id => HasPayload(session, id))], cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> ReadTagsAsync(JobId id, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<string>>(
            session =>
            {
                var tags = new List<string>();
                var row = session.Statement(JobReadSql.Tags).Bind(1, id.Value);
                while (row.Step())
                {
                    tags.Add(row.Text(0));
                }

                return tags;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(JobId id, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<StepRecord>>(
            session =>
            {
                var steps = new List<StepRecord>();
                var row = session.Statement(JobReadSql.Journal).Bind(1, id.Value);
                while (row.Step())
                {
                    steps.Add(new StepRecord(
                        row.Text(0), (StepEffect)row.Int32(1), row.Int32(2) != 0, row.Time(3),
                        ReaderSession.Sealed(row, 4)));
                }

                return steps;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(JobId id, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<JobErrorRecord>>(
            session =>
            {
                var errors = new List<JobErrorRecord>();
                var row = session.Statement(JobReadSql.Errors).Bind(1, id.Value);
                while (row.Step())
                {
                    errors.Add(JobRows.ReadError(row, 0));
                }

                return errors;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(NodeId node, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<JobId>>(session => ReadCancelRequests(session, node), cancellationToken);

    // One statement is one snapshot, so a job that moves meanwhile is seen where it was.
    private static bool HasPayload(ReaderSession session, JobId id)
    {
        var row = session.Statement(JobReadSql.HasPayload).Bind(1, id.Value);
        row.Step();
        var has = row.Int32(0) != 0;
        row.Reset();
        return has;
    }

    private static List<JobId> ReadCancelRequests(ReaderSession session, NodeId node)
    {
        var asked = new List<(JobId Id, long Key, long Fence)>();
        var row = session.Statement(JobReadSql.CancelRequests);
        while (row.Step())
        {
            asked.Add((new JobId(row.Id(0)), row.Int64(1), row.Int64(2)));
        }

        if (asked.Count == 0)
        {
            return [];
        }

        var leases = LeaseView.Read(session);
        return [.. asked.Where(job => leases.Find(job.Key, job.Fence)?.Node == node).Select(job => job.Id)];
    }
}
