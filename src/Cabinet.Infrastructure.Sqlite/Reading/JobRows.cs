using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Turns rows of jobs into records: what a row leaves open, the leases of the same snapshot say.</summary>
internal static class JobRows
{
    /// <summary>The one row of a statement, or null.</summary>
    public static JobRecord? ReadOne(ReaderSession session, SqliteStatement row, LeaseView leases)
    {
        if (!row.Step())
        {
            return null;
        }

        var job = Read(session, row, leases);
        row.Reset();
        return job;
    }

    /// <summary>The row that a statement stands on, with the columns of <see cref="JobReadSql"/>.</summary>
    public static JobRecord Read(ReaderSession session, SqliteStatement row, LeaseView leases, int column = 0)
    {
        var key = new JobKey(row.Int64(column));
        var lease = leases.Find(key.Value, row.Int64(column + 5));
        var running = lease is null ? 0 : 1;
        return new JobRecord
        {
            Id = new JobId(row.Id(column + 1)),
            Type = session.Names.JobType(row.Int32(column + 2)),
            Queue = session.Names.Queue(row.Int32(column + 3)),
            Priority = new JobPriority(key.Priority),
            State = State(key.Class, lease),
            Epoch = new Epoch(row.Int64(column + 4) + running),
            Attempt = row.Int32(column + 6) + running,
            DeathsAlone = row.Int32(column + 7),
            CreatedAt = row.Time(column + 8),
            DueAt = row.TimeOrNull(column + 9),
            Node = lease?.Node,
            ClaimedAt = lease?.ClaimedAt ?? row.TimeOrNull(column + 10),
            Task = session.Names.TaskReference(row, column + 11),
            Progress = row.Int32(column + 15),
            CancelRequested = row.Int32(column + 16) != 0,
            Partition = ReadPartition(row, column + 17),
        };
    }

    /// <summary>A partition, or null.</summary>
    public static PartitionKey? ReadPartition(SqliteStatement row, int column) =>
        row.TextOrNull(column) is { } partition ? new PartitionKey(partition) : null;

    /// <summary>An error from four columns: attempt, kind, at, message.</summary>
    public static JobErrorRecord ReadError(SqliteStatement row, int column) => new(
        row.Int32(column), (FailureKind)row.Int32(column + 1), row.Time(column + 2),
        ReaderSession.Sealed(row, column + 3));

    /// <summary>What a class and a lease, or none, amount to.</summary>
    public static JobState State(JobClass @class, LeaseView.Entry? lease) => (@class, lease) switch
    {
        (_, not null) => JobState.Running,
        (JobClass.Scheduled, _) => JobState.Scheduled,
        (JobClass.Suspect, _) => JobState.Suspect,
        _ => JobState.Available,
    };
}
