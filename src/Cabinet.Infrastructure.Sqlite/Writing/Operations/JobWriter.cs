using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Inserts jobs, and moves the rows of running ones when they go back to wait.</summary>
internal sealed class JobWriter(
    SqliteConnection connection, WriterMemory memory, EndedJobs ended, GateWriter gate)
{
    private readonly SqliteStatement insert = connection.Prepare(JobSql.Insert);
    private readonly SqliteStatement insertTag = connection.Prepare(JobSql.InsertTag);
    private readonly SqliteStatement findKey = connection.Prepare(JobSql.FindKey);
    private readonly SqliteStatement findDeadLetter = connection.Prepare(JobSql.FindDeadLetter);
    private readonly SqliteStatement findByUniqueKey = connection.Prepare(JobSql.FindByUniqueKey);
    private readonly SqliteStatement releaseUniqueKey = connection.Prepare(JobSql.ReleaseUniqueKey);
    private readonly SqliteStatement move = connection.Prepare(JobSql.Move);
    private readonly SqliteStatement delete = connection.Prepare(JobSql.Delete);
    private readonly SqliteStatement insertError = connection.Prepare(JobSql.InsertError);
    private readonly SqliteStatement trimErrors = connection.Prepare(JobSql.TrimErrors);
    private readonly SqliteStatement setProgress = connection.Prepare(JobSql.SetProgress);
    private readonly SqliteStatement requestCancel = connection.Prepare(JobSql.RequestCancel);

    public OperationOutcome Enqueue(EnqueueJob operation)
    {
        var job = operation.Job;
        if (memory.MayBeDeadLetter(job.Id) && IsDeadLetter(job.Id))
        {
            return OperationOutcome.Refused(Refusal.DuplicateId, job.Id.Value);
        }

        var partition = job.Partition?.Value;
        var @class = job.DueAt > job.CreatedAt ? JobClass.Scheduled : Waiting(partition);
        var key = JobKey.Make(@class, memory.RequireQueue(job.Queue), job.Priority.Value, memory.Sequence.Next());
        Bind(key, job);
        var inserted = insert.TryRun();
        if (!inserted && ended.HasPending)
        {
            // What holds the id or the unique key may have ended in this very transaction.
            ended.Flush();
            inserted = insert.TryRun();
        }

        if (!inserted)
        {
            return Conflict(operation);
        }

        foreach (var tag in job.Tags)
        {
            insertTag.Bind(1, tag).Bind(2, job.Id.Value).Bind(3, key.Place).Run();
        }

        gate.Wait(key, partition);
        return OperationOutcome.Done;
    }

    public OperationOutcome End(EndJob operation)
    {
        if (memory.Leases.Find(operation.Lease) is not { } job)
        {
            return Refusal.StaleEpoch;
        }

        memory.Leases.Release(job);
        ended.Add(job, operation.History);
        return OperationOutcome.Done;
    }

    public OperationOutcome Retry(RetryJob operation)
    {
        if (memory.Leases.Find(operation.Lease) is not { } job)
        {
            return Refusal.StaleEpoch;
        }

        Move(job, JobClass.Scheduled, operation.DueAt, attempts: 1, survived: true, deaths: 0);
        AddError(job.Key.Place, operation.Error);
        return OperationOutcome.Done;
    }

    public OperationOutcome Return(ReturnJob operation)
    {
        if (memory.Leases.Find(operation.Lease) is not { } job)
        {
            return Refusal.StaleEpoch;
        }

        GiveBack(job, operation.DueAt);
        return OperationOutcome.Done;
    }

    public OperationOutcome ReportProgress(ReportProgress operation)
    {
        if (memory.Leases.Find(operation.Lease) is not { } job)
        {
            return Refusal.StaleEpoch;
        }

        job.MayHaveTraces = true;
        setProgress.Bind(1, job.Key.Place).Bind(2, operation.Percent).Run();
        return OperationOutcome.Done;
    }

    public OperationOutcome Cancel(CancelJob operation)
    {
        if (FindKey(operation.Job, out var partition) is not { } key)
        {
            return Refusal.JobNotFound;
        }

        if (memory.Leases.Find(operation.Job) is { } running)
        {
            if (operation.OnlyIfWaiting)
            {
                return Refusal.JobRunning;
            }

            running.MayHaveTraces = true;
            requestCancel.Bind(1, key.Place).Run();
            return OperationOutcome.Touched(0);
        }

        Delete(key);
        gate.Leave(key, partition);
        ended.DeleteTraces(key.Place);
        ended.Add(operation.History);
        return OperationOutcome.Touched(1);
    }

    public OperationOutcome Release(ReleaseUniqueKey operation) =>
        releaseUniqueKey.Bind(1, operation.Job.Value).Run() == 1 ? OperationOutcome.Done : Refusal.JobNotFound;

    /// <summary>Makes a running job wait again, without costing it an attempt.</summary>
    public void GiveBack(LeasedJob job, DateTimeOffset? dueAt) => Move(
        job, dueAt is null ? Waiting(job.Partition) : JobClass.Scheduled, dueAt, attempts: 0, survived: false, deaths: 0);

    /// <summary>Makes a job whose node died wait as a suspect, without costing it an attempt.</summary>
    public void Suspect(LeasedJob job) => Move(
        job, JobClass.Suspect, dueAt: null, attempts: 0, survived: false, deaths: job.Lease.Alone ? 1 : 0);

    public void Delete(JobKey key) => delete.Bind(1, key.Value).Run();

    /// <summary>Adds an error and keeps only the newest.</summary>
    /// <returns>The number of its row.</returns>
    public long AddError(long place, JobErrorRecord error)
    {
        insertError.Bind(1, place).Bind(2, error.Attempt).Bind(3, (int)error.Kind).Bind(4, error.At);
        BindSealed(insertError, 5, error.Message);
        insertError.Step();
        var number = insertError.Int64(0);
        insertError.Reset();
        trimErrors.Bind(1, place).Bind(2, JobErrorRecord.MaximumKept).Run();
        return number;
    }

    /// <summary>The id of the job that holds a unique key, or null.</summary>
    public Guid? FindUnique(string uniqueKey)
    {
        findByUniqueKey.Bind(1, uniqueKey);
        if (!findByUniqueKey.Step())
        {
            return null;
        }

        var id = findByUniqueKey.Id(0);
        findByUniqueKey.Reset();
        return id;
    }

    public static void BindSealed(SqliteStatement statement, int position, Content content)
    {
        if (content.IsNone)
        {
            statement.BindNull(position);
            return;
        }

        statement.Bind(position, content.Sealed.Span);
    }

    private void Move(
        LeasedJob job, JobClass @class, DateTimeOffset? dueAt, int attempts, bool survived, int deaths)
    {
        var key = job.Key.In(@class);
        move.Bind(1, job.Key.Value).Bind(2, key.Value).Bind(3, job.Lease.Number).Bind(4, attempts)
            .Bind(5, survived ? 1 : 0).Bind(6, deaths).Bind(7, dueAt).Bind(8, job.Lease.ClaimedAt);
        move.Run();
        memory.Leases.Release(job);
        gate.Wait(key, job.Partition);
    }

    private static JobClass Waiting(string? partition) => partition is null ? JobClass.Ready : JobClass.Gated;

    private JobKey? FindKey(JobId id, out string? partition)
    {
        partition = null;
        findKey.Bind(1, id.Value);
        if (!findKey.Step())
        {
            return null;
        }

        var key = new JobKey(findKey.Int64(0));
        partition = findKey.TextOrNull(1);
        findKey.Reset();
        return key;
    }

    private bool IsDeadLetter(JobId id)
    {
        findDeadLetter.Bind(1, id.Value);
        var found = findDeadLetter.Step();
        findDeadLetter.Reset();
        return found;
    }

    private OperationOutcome Conflict(EnqueueJob operation)
    {
        if (FindKey(operation.Job.Id, out _) is not null)
        {
            return OperationOutcome.Refused(Refusal.DuplicateId, operation.Job.Id.Value);
        }

        var holder = operation.Job.UniqueKey is { } uniqueKey ? FindUnique(uniqueKey) : null;
        return holder is { } existing && operation.OnConflict == UniqueConflict.Keep
            ? OperationOutcome.Kept(existing)
            : OperationOutcome.Refused(Refusal.UniqueKeyTaken, holder);
    }

    private void Bind(JobKey key, NewJob job)
    {
        insert.Bind(1, key.Value).Bind(2, job.Id.Value).Bind(3, memory.Names.Require(job.Type.Value))
            .Bind(4, key.Queue).Bind(5, job.CreatedAt);
        if (key.Class == JobClass.Scheduled)
        {
            insert.Bind(6, job.DueAt);
        }
        else
        {
            insert.BindNull(6);
        }

        TaskReferences.Bind(insert, 7, job.Task, memory.Names);
        insert.Bind(11, job.UniqueKey).Bind(12, job.TraceParent);
        BindSealed(insert, 13, job.Payload);
        if (job.Tags.Count == 0)
        {
            insert.BindNull(14);
        }
        else
        {
            insert.Bind(14, 1);
        }

        insert.Bind(15, job.Partition?.Value);
    }
}
