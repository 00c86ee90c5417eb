using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>The commands of batches.</summary>
internal static class BatchCommands
{
    private const string InsertSql =
        """
        WITH done AS (
          INSERT INTO cabinet.batch (id, name, created_at) VALUES ($3, $4, $5) ON CONFLICT (id) DO NOTHING RETURNING 1)
        SELECT cabinet.refuse($1, $2, $3) WHERE NOT EXISTS (SELECT FROM done)
        """;

    private const string SettleSql =
        """
        SELECT cabinet.settle_batch(
          $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        """;

    private const string PruneSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.batch WHERE id = ANY (ARRAY(
            SELECT b.id FROM cabinet.batch b WHERE b.ended_at < $1 ORDER BY b.ended_at LIMIT $2 FOR UPDATE)) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    /// <inheritdoc cref="InsertBatch"/>
    public static void Add(CommandList commands, InsertBatch operation, OperationPlace place) =>
        commands.Query(InsertSql).Int(place.Number).Int((int)Refusal.DuplicateId).Id(operation.Batch.Id.Value)
            .Text(operation.Batch.Name).Time(operation.Batch.CreatedAt);

    /// <inheritdoc cref="PruneBatches"/>
    public static void Add(CommandList commands, PruneBatches operation, OperationPlace place) =>
        commands.Query(PruneSql).Time(operation.EndedBefore).Int(operation.Limit)
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));

    /// <summary>Tells one batch everything that the commit does to it.</summary>
    public static void Settle(CommandList commands, BatchId batch, BatchPlan.Entry entry)
    {
        var delta = entry.Delta;
        commands.Query(SettleSql)
            .Id(batch.Value).Time(entry.At).Int(entry.Required).Int(entry.Outside).Int(entry.Member)
            .Int((int)Refusal.BatchNotFound).Int((int)Refusal.BatchClosed)
            .Long(delta.Added).Long(delta.Succeeded).Long(delta.Cancelled).Long(delta.DeadLettered)
            .Long(delta.Redriven).Long(delta.Discarded).Flag(delta.Closes).Flag(delta.Cancels).Text(entry.Setting)
            .Id(BatchRule.CallbackId(batch, BatchRole.Completion).Value)
            .Id(BatchRule.CallbackId(batch, BatchRole.Success).Value)
            .Id(BatchRule.CallbackId(batch, BatchRole.Failure).Value)
            .Time(BatchRule.HeldUntil)
            .Says(reader =>
            {
                if (reader.Read() && reader.GetBoolean(0))
                {
                    entry.Outcomes.ForEach(static outcome => outcome.Released());
                }
            });
    }
}
