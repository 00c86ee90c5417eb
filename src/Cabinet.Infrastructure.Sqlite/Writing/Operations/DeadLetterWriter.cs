using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Moves jobs into the dead-letter queue, back into their queue, or out for good.</summary>
/// <remarks>A job keeps its place on the way, and with it its journal and its errors.</remarks>
internal sealed class DeadLetterWriter(
    SqliteConnection connection, WriterMemory memory, EndedJobs ended, JobWriter jobs, GateWriter gate)
{
    private readonly SqliteStatement insert = connection.Prepare(DeadLetterSql.Insert);
    private readonly SqliteStatement find = connection.Prepare(DeadLetterSql.Find);
    private readonly SqliteStatement findUnique = connection.Prepare(DeadLetterSql.FindUnique);
    private readonly SqliteStatement redrive = connection.Prepare(DeadLetterSql.Redrive);
    private readonly SqliteStatement forgetStarted = connection.Prepare(DeadLetterSql.ForgetStartedSteps);
    private readonly SqliteStatement delete = connection.Prepare(DeadLetterSql.Delete);

    public OperationOutcome DeadLetter(DeadLetterJob operation)
    {
        if (memory.Leases.Find(operation.Lease) is not { } job)
        {
            return Refusal.StaleEpoch;
        }

        var error = jobs.AddError(job.Key.Place, operation.Error);
        insert.Bind(1, job.Key.Place).Bind(2, job.Key.Value).Bind(3, job.Lease.Number).Bind(4, operation.Error.At)
            .Bind(5, (int)operation.Reason).Bind(6, error).Bind(7, operation.Cause).Run();
        jobs.Delete(job.Key);
        ended.DeleteNote(job.Key.Place);
        memory.Leases.Release(job);
        memory.NoteDeadLetter(job.Id);
        return OperationOutcome.Done;
    }

    public OperationOutcome RequireNone(RequireNoDeadLetter operation)
    {
        findUnique.Bind(1, operation.UniqueKey);
        if (!findUnique.Step())
        {
            return OperationOutcome.Done;
        }

        var dead = findUnique.Id(0);
        findUnique.Reset();
        return OperationOutcome.Refused(Refusal.UniqueKeyTaken, dead);
    }

    public OperationOutcome Redrive(RedriveJob operation)
    {
        if (Find(operation.Job, out var uniqueKey, out var partition) is not { } place)
        {
            return Refusal.DeadLetterNotFound;
        }

        var key = JobKey.FromPlace(partition is null ? JobClass.Ready : JobClass.Gated, place);
        redrive.Bind(1, place).Bind(2, key.Value);
        if (!redrive.TryRun())
        {
            return OperationOutcome.Refused(
                Refusal.UniqueKeyTaken, uniqueKey is null ? null : jobs.FindUnique(uniqueKey));
        }

        forgetStarted.Bind(1, place).Run();
        delete.Bind(1, place).Run();
        gate.Wait(key, partition);
        return OperationOutcome.Done;
    }

    public OperationOutcome Discard(DiscardDeadLetter operation)
    {
        if (Find(operation.Job, out _, out _) is not { } place)
        {
            return Refusal.DeadLetterNotFound;
        }

        delete.Bind(1, place).Run();
        ended.DeleteTraces(place);
        ended.Add(operation.History);
        return OperationOutcome.Done;
    }

    private long? Find(JobId id, out string? uniqueKey, out string? partition)
    {
        (uniqueKey, partition) = (null, null);
        find.Bind(1, id.Value);
        if (!find.Step())
        {
            return null;
        }

        var place = find.Int64(0);
        (uniqueKey, partition) = (find.TextOrNull(1), find.TextOrNull(2));
        find.Reset();
        return place;
    }
}
