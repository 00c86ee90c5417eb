using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Inserts jobs: one at a time with every precondition, or all of a group in one statement.</summary>
internal static class EnqueueCommands
{
    /// <summary>Inserts a job exactly as its operation says.</summary>
    public static void Add(CommandList commands, EnqueueJob operation, OperationPlace place, INameIds names)
    {
        AddInsert(commands, operation, place, names);
        if (operation.Job.Tags is { Count: > 0 } tags)
        {
            commands.Execute(EnqueueSql.InsertTags).Id(operation.Job.Id.Value).Texts([.. tags]);
        }
    }

    /// <summary>Inserts the jobs of a group; one that is there already undoes the group.</summary>
    public static void AddMany(CommandList commands, IReadOnlyList<NewJob> jobs, INameIds names)
    {
        if (jobs.Any(static job => job.Partition is not null))
        {
            AddPartitioned(commands, [.. jobs.Where(static job => job.Partition is not null)], names);
            jobs = [.. jobs.Where(static job => job.Partition is null)];
            if (jobs.Count == 0)
            {
                return;
            }
        }

        if (jobs.Count == 1 && jobs[0].Tags.Count == 0)
        {
            AddRow(commands.Query(EnqueueSql.InsertOne), jobs[0], names)
                .Int(OperationPlace.Unknown).Int((int)Refusal.DuplicateId);
            return;
        }

        AddArrays(commands, jobs, names);
    }

    /// <summary>A whole commit that does nothing but insert one job.</summary>
    public static void AddOnly(
        CommandList commands, NewJob job, CommitName name, SealedUnder version, INameIds names) =>
        AddRow(commands.Execute(EnqueueSql.BeginAndInsertOne), job, names)
            .Long(name.Lane).Long(name.Number)
            .Bytes(version.KeyId.ToByteArray()).Int(version.Version.Value)
            .Inserts();

    private static void AddInsert(CommandList commands, EnqueueJob operation, OperationPlace place, INameIds names)
    {
        var job = operation.Job;
        commands.Query(EnqueueSql.RefuseDuplicate)
            .Int(place.Number).Int((int)Refusal.DuplicateId).Id(job.Id.Value);
        if (job.UniqueKey is null)
        {
            AddRow(commands.Execute(Insert(job)), job, names);
            AddToGate(commands, job);
            return;
        }

        if (operation.OnConflict == UniqueConflict.Reject)
        {
            commands.Query(EnqueueSql.RefuseTaken)
                .Int(place.Number).Int((int)Refusal.UniqueKeyTaken).Text(job.UniqueKey);
            AddRow(commands.Execute(Insert(job)), job, names);
            AddToGate(commands, job);
            return;
        }

        // Whoever holds the key afterwards is the new job, or the one that stays. One that ended just in between is
        // neither: then everything is tried again.
        AddRow(commands.Execute(Insert(job) + EnqueueSql.UnlessTaken), job, names);
        AddToGate(commands, job);
        commands.Query(EnqueueSql.FindHolder)
            .Int(place.Number).Int(OperationPlace.Again).Text(job.UniqueKey)
            .Says(reader => Keep(reader, job.Id, place.Outcome));
    }

    private static void Keep(NpgsqlDataReader reader, JobId job, SetOutcome outcome)
    {
        if (reader.Read() && new JobId(reader.GetGuid(0)) is var holder && holder != job)
        {
            outcome.Keep(job, holder);
        }
    }

    private static string Insert(NewJob job) =>
        job.Partition is null ? EnqueueSql.Insert : EnqueueSql.InsertPartitioned;

    private static void AddToGate(CommandList commands, NewJob job)
    {
        if (job.Partition is not null)
        {
            commands.Execute(GateSql.InsertOne).Id(job.Id.Value);
        }
    }

    private static void AddPartitioned(CommandList commands, IReadOnlyList<NewJob> jobs, INameIds names)
    {
        var rows = new EnqueueArrays(jobs, names, withTasks: true);
        commands.Query(EnqueueSql.InsertManyPartitioned)
            .Int(OperationPlace.Unknown).Int((int)Refusal.DuplicateId).Int(jobs.Count)
            .Ids(rows.Ids).Times(rows.CreatedAt).Times(rows.DueAt).Ints(rows.Types).Ints(rows.Queues)
            .Smalls(rows.Priorities).Texts(rows.Traces).ByteRows(rows.Payloads)
            .Ints(rows.Pipelines).Ints(rows.Stages).Ids(rows.Tasks).Texts(rows.Items)
            .Texts([.. jobs.Select(static job => job.Partition?.Value)]);
        foreach (var job in jobs.Where(static job => job.Tags.Count > 0))
        {
            commands.Execute(EnqueueSql.InsertTags).Id(job.Id.Value).Texts([.. job.Tags]);
        }
    }

    private static Command AddRow(Command command, NewJob job, INameIds names)
    {
        var isScheduled = job.DueAt > job.CreatedAt;
        var waiting = job.Partition is null ? JobClass.Ready : JobClass.Gated;
        var added = command
            .Id(job.Id.Value).Time(job.CreatedAt).Time(isScheduled ? job.DueAt : null).Int(names.Of(job.Type.Value))
            .Int(names.Of(job.Queue.Value)).Small(job.Priority.Value)
            .Small((int)(isScheduled ? JobClass.Scheduled : waiting))
            .Int(job.Task is { } task ? names.Of(task.Pipeline.Value) : null)
            .Int(job.Task is { } at ? names.Of(at.Stage.Value) : null)
            .Id(job.Task?.Task.Value).Text(job.Task?.Item.Path).Text(job.UniqueKey).Text(job.TraceParent)
            .Sealed(job.Payload);
        return job.Partition is { } partition ? added.Text(partition.Value) : added;
    }

    private static void AddArrays(CommandList commands, IReadOnlyList<NewJob> jobs, INameIds names)
    {
        var rows = new EnqueueArrays(jobs, names);
        var command = commands.Query(Sql(rows))
            .Int(OperationPlace.Unknown).Int((int)Refusal.DuplicateId).Int(jobs.Count)
            .Ids(rows.Ids).Times(rows.CreatedAt).Times(rows.DueAt).Ints(rows.Types).Ints(rows.Queues)
            .Smalls(rows.Priorities).Texts(rows.Traces).ByteRows(rows.Payloads);
        if (rows.HasTasks || rows.HasTags)
        {
            command.Ints(rows.Pipelines).Ints(rows.Stages).Ids(rows.Tasks).Texts(rows.Items);
        }

        if (rows.HasTags)
        {
            command.Flags(rows.Tagged).Ids(rows.TagJobs).Texts(rows.Tags);
        }
    }

    private static string Sql(EnqueueArrays rows) => rows switch
    {
        { HasTags: true } => EnqueueSql.InsertManyWithTags,
        { HasTasks: true } => EnqueueSql.InsertManyWithTasks,
        _ => EnqueueSql.InsertMany,
    };
}
