using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Moves jobs out of the dead-letter queue: back into their queue, or out for good.</summary>
internal static class DeadLetterCommands
{
    // The row is held from here on: a second redrive waits and then finds none, and what is read afterwards is the newest.
    private const string HoldSql =
        """
        SELECT cabinet.refuse($1, $2)
        WHERE NOT EXISTS (SELECT FROM cabinet.dead_letter WHERE id = $3 FOR UPDATE)
        """;

    private const string UniqueKeySql =
        """
        SELECT cabinet.refuse($1, $2, j.id)
        FROM cabinet.dead_letter d JOIN cabinet.job j ON j.unique_key = d.unique_key
        WHERE d.id = $3
        """;

    private const string ForgetStartedStepsSql = "DELETE FROM cabinet.step WHERE job = $1 AND NOT completed";

    // It comes back with its old place, and so in front of whatever was inserted since; its epoch and its fence stay, so
    // that nothing of its old claims means the new row.
    private const string RequireNoneSql =
        """
        SELECT cabinet.refuse($1, $2, d.id) FROM (
          SELECT id FROM cabinet.dead_letter WHERE unique_key = $3 ORDER BY id DESC LIMIT 1) AS d
        """;

    private const string RedriveSql =
        """
        INSERT INTO cabinet.job (
          id, turn, place, epoch, fence, created_at, due_at, claimed_at, type, queue, attempt, deaths, priority, class,
          progress, cancel, annexed, pipeline, stage, task, item, unique_key, trace, payload,
          partition)
        SELECT d.id, pg_current_xact_id(), d.place, d.epoch, d.fence, d.created_at, NULL, NULL, d.type, d.queue, 0, 0,
          d.priority, CASE WHEN d.partition IS NULL THEN 3 ELSE 5 END, 0, false,
          EXISTS (SELECT FROM cabinet.step s WHERE s.job = d.id)
            OR EXISTS (SELECT FROM cabinet.job_error e WHERE e.job = d.id),
          d.pipeline, d.stage, d.task, d.item, d.unique_key, d.trace, d.payload, d.partition
        FROM cabinet.dead_letter d WHERE d.id = $1
        """;

    private const string DeleteSql = "DELETE FROM cabinet.dead_letter WHERE id = $1";

    private const string DeleteStepsSql = "DELETE FROM cabinet.step WHERE job = $1";

    private const string DeleteErrorsSql = "DELETE FROM cabinet.job_error WHERE job = $1";

    private const string DeleteTagsSql = "DELETE FROM cabinet.job_tag WHERE job = $1";

    public static void Add(CommandList commands, RequireNoDeadLetter operation, OperationPlace place) =>
        commands.Query(RequireNoneSql).Int(place.Number).Int((int)Refusal.UniqueKeyTaken).Text(operation.UniqueKey);

    public static void Add(CommandList commands, RedriveJob operation, OperationPlace place)
    {
        var job = operation.Job.Value;
        Hold(commands, job, place);
        commands.Query(UniqueKeySql).Int(place.Number).Int((int)Refusal.UniqueKeyTaken).Id(job);
        commands.Execute(ForgetStartedStepsSql).Id(job);
        commands.Execute(RedriveSql).Id(job);
        commands.Execute(GateSql.InsertOne).Id(job);
        commands.Execute(DeleteSql).Id(job);
    }

    public static void Add(CommandList commands, DiscardDeadLetter operation, OperationPlace place, INameIds names)
    {
        var job = operation.Job.Value;
        Hold(commands, job, place);
        commands.Execute(DeleteSql).Id(job);
        commands.Execute(DeleteStepsSql).Id(job);
        commands.Execute(DeleteErrorsSql).Id(job);
        commands.Execute(DeleteTagsSql).Id(job);
        if (operation.History is { } history)
        {
            HistoryCommands.Insert(commands, history, names);
        }
    }

    private static void Hold(CommandList commands, Guid job, OperationPlace place) =>
        commands.Query(HoldSql).Int(place.Number).Int((int)Refusal.DeadLetterNotFound).Id(job);
}
