using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>What happens to claimed jobs, each refused unless the job runs under exactly the lease that is named.</summary>
internal static class RunningCommands
{
    public static void Add(
        CommandList commands, EndJob operation, OperationPlace place, INameIds names, LeaseBook leases)
    {
        Running(commands, RunningSql.End, operation.Lease, place, leases);
        if (operation.History is { } history)
        {
            HistoryCommands.Insert(commands, history, names);
        }
    }

    public static void Add(CommandList commands, RetryJob operation, OperationPlace place, LeaseBook leases)
    {
        Running(commands, RunningSql.Retry, operation.Lease, place, leases).Time(operation.DueAt);
        var error = operation.Error;
        commands.Execute(RunningSql.AddError)
            .Id(operation.Lease.Job.Value).Int(error.Attempt).Small((int)error.Kind).Time(error.At)
            .Sealed(error.Message);
        Trim(commands, operation.Lease);
    }

    public static void Add(CommandList commands, ReturnJob operation, OperationPlace place, LeaseBook leases) =>
        Running(commands, RunningSql.Return, operation.Lease, place, leases).Time(operation.DueAt)
            .Small((int)(operation.DueAt is null ? JobClass.Front : JobClass.Scheduled));

    public static void Add(CommandList commands, ReportProgress operation, OperationPlace place, LeaseBook leases) =>
        Running(commands, RunningSql.ReportProgress, operation.Lease, place, leases).Small(operation.Percent);

    public static void Add(CommandList commands, DeadLetterJob operation, OperationPlace place, LeaseBook leases)
    {
        var error = operation.Error;
        Running(commands, RunningSql.DeadLetter, operation.Lease, place, leases)
            .Int(error.Attempt).Small((int)error.Kind).Time(error.At).Sealed(error.Message)
            .Small((int)operation.Reason).Text(operation.Cause);
        Trim(commands, operation.Lease);
    }

    public static void Add(CommandList commands, RecordStep operation, OperationPlace place, LeaseBook leases)
    {
        Running(commands, RunningSql.Annex, operation.Lease, place, leases);
        var step = operation.Step;
        commands.Query(step.IsCompleted ? RunningSql.CompleteStep : RunningSql.StartStep)
            .Id(operation.Lease.Job.Value).Text(step.Name).Small((int)step.Effect).Time(step.At).Sealed(step.Result)
            .Int(place.Number).Int((int)Refusal.StepRecorded);
    }

    public static void Add(CommandList commands, CancelJob operation, OperationPlace place, INameIds names)
    {
        var id = operation.Job.Value;
        commands.Query(RunningSql.LockForCancel).Id(id);
        commands.Query(RunningSql.RefuseUnlessThere).Int(place.Number).Int((int)Refusal.JobNotFound).Id(id);
        if (operation.OnlyIfWaiting)
        {
            commands.Query(RunningSql.RefuseIfRunning).Int(place.Number).Int((int)Refusal.JobRunning).Id(id);
        }

        commands.Execute(RunningSql.MarkCancelled).Id(id);
        var command = operation.History is { } history
            ? HistoryCommands.Bind(commands.Query(RunningSql.CancelWaitingAndKeep).Id(id), history, names)
            : commands.Query(RunningSql.CancelWaiting).Id(id);
        command.Says(reader =>
        {
            reader.Read();
            place.Outcome.Touched(reader.GetInt64(0));
        });
    }

    public static void Add(CommandList commands, ReleaseUniqueKey operation, OperationPlace place) =>
        commands.Query(RunningSql.ReleaseUniqueKey)
            .Int(place.Number).Int((int)Refusal.JobNotFound).Id(operation.Job.Value);

    /// <summary>Ends jobs of one epoch that this process claimed; one that isn't as expected undoes the group.</summary>
    public static void EndMany(CommandList commands, Guid[] jobs, long epoch) =>
        commands.Query(RunningSql.EndMany)
            .Int(OperationPlace.Unknown).Int((int)Refusal.StaleEpoch).Ids(jobs).Long(epoch).Int(jobs.Length);

    private static Command Running(
        CommandList commands, string text, JobLease lease, OperationPlace place, LeaseBook leases) =>
        commands.Query(text)
            .Id(lease.Job.Value).Long(lease.Epoch.Value).Long(leases.Find(lease)).Int(place.Number)
            .Int((int)Refusal.StaleEpoch);

    private static void Trim(CommandList commands, JobLease lease) =>
        commands.Execute(RunningSql.TrimErrors).Id(lease.Job.Value).Int(JobErrorRecord.MaximumKept);
}
