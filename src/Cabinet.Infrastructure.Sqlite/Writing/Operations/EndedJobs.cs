using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>
/// Jobs that ended in the open transaction: their rows go, and their history records come, together and in order.
/// </summary>
/// <remarks>
/// Whether a job may end is known from memory, so the work can wait until the commit: neighbours are deleted by one
/// statement, and a write set that is refused after it ended a job has nothing to undo. Whatever else looks at job
/// rows or at the history flushes first.
/// </remarks>
internal sealed class EndedJobs(SqliteConnection connection, WriterMemory memory, HistoryWriter history)
{
    private static readonly Comparison<LeasedJob> ByKey =
        static (left, right) => left.Key.Value.CompareTo(right.Key.Value);

    private readonly SqliteStatement deleteRange = connection.Prepare(JobSql.DeleteRange);
    private readonly SqliteStatement deleteErrors = connection.Prepare(JobSql.DeleteErrors);
    private readonly SqliteStatement deleteSteps = connection.Prepare(JobSql.DeleteSteps);
    private readonly SqliteStatement deleteTags = connection.Prepare(JobSql.DeleteTags);
    private readonly SqliteStatement deleteNote = connection.Prepare(JobSql.DeleteNote);
    private readonly SqliteStatement deleteLease = connection.Prepare(JobSql.DeleteLease);
    private readonly List<LeasedJob> jobs = [];
    private readonly List<HistoryRecord> records = [];

    public bool HasPending => jobs.Count > 0 || records.Count > 0;

    /// <summary>How much is pending now, to return to with <see cref="TakeBack"/>.</summary>
    public (int Jobs, int Records) Mark => (jobs.Count, records.Count);

    /// <summary>Forgets what was added since the mark.</summary>
    public void TakeBack((int Jobs, int Records) mark)
    {
        // A flush on the way has emptied the lists; what it wrote is undone with the transaction or the savepoint.
        jobs.RemoveRange(Math.Min(mark.Jobs, jobs.Count), Math.Max(0, jobs.Count - mark.Jobs));
        records.RemoveRange(Math.Min(mark.Records, records.Count), Math.Max(0, records.Count - mark.Records));
    }

    public void Clear()
    {
        jobs.Clear();
        records.Clear();
    }

    public void Add(LeasedJob job, HistoryRecord? record)
    {
        jobs.Add(job);
        Add(record);
    }

    public void Add(HistoryRecord? record)
    {
        if (record is not null)
        {
            records.Add(record);
        }
    }

    /// <summary>Does what is pending, and deletes the leases under which nothing runs any more.</summary>
    public void Flush()
    {
        if (jobs.Count > 0)
        {
            jobs.Sort(ByKey);
            DeleteRows();
            jobs.Clear();
        }

        foreach (var record in records)
        {
            history.Insert(record);
        }

        records.Clear();
        foreach (var lease in memory.Leases.Emptied)
        {
            deleteLease.Bind(1, lease.Number).Run();
        }

        memory.Leases.Emptied.Clear();
    }

    public void DeleteTraces(long place)
    {
        deleteErrors.Bind(1, place).Run();
        deleteSteps.Bind(1, place).Run();
        deleteTags.Bind(1, place).Run();
        deleteNote.Bind(1, place).Run();
    }

    public void DeleteNote(long place) => deleteNote.Bind(1, place).Run();

    public void DeleteSteps(long place) => deleteSteps.Bind(1, place).Run();

    private void DeleteRows()
    {
        var start = 0;
        for (var i = 0; i < jobs.Count; i++)
        {
            if (jobs[i].MayHaveTraces)
            {
                DeleteTraces(jobs[i].Key.Place);
            }

            if (i + 1 == jobs.Count || jobs[i + 1].Key.Value != jobs[i].Key.Value + 1)
            {
                DeleteRun(jobs[start].Id, jobs[start].Key, jobs[i].Key);
                start = i + 1;
            }
        }
    }

    private void DeleteRun(JobId id, JobKey first, JobKey last)
    {
        var expected = last.Value - first.Value + 1;
        var deleted = deleteRange.Bind(1, first.Value).Bind(2, last.Value).Run();
        if (deleted != expected)
        {
            throw new SqliteError(
                raw.SQLITE_CORRUPT, $"of {expected} running jobs from {id} on, {deleted} were there");
        }
    }
}
