using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Keeps bulk actions.</summary>
internal static class BulkActionCommands
{
    private const string InsertSql =
        """
        WITH done AS (
          INSERT INTO cabinet.bulk (id, revision, kind, filter, matched, exact, most, per_second, done, refused, after,
            actor, created_at, ended_at, cancelled)
          VALUES ($1, $2 + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          ON CONFLICT (id) DO NOTHING RETURNING 1)
        SELECT cabinet.refuse($16, $17, $1) WHERE NOT EXISTS (SELECT FROM done)
        """;

    private const string UpdateSql =
        """
        WITH done AS (
          UPDATE cabinet.bulk SET revision = $2 + 1, kind = $3, filter = $4, matched = $5, exact = $6, most = $7,
            per_second = $8, done = $9, refused = $10, after = $11, actor = $12, created_at = $13, ended_at = $14,
            cancelled = $15
          WHERE id = $1 AND revision = $2 RETURNING 1)
        SELECT cabinet.refuse($16, $17) WHERE NOT EXISTS (SELECT FROM done)
        """;

    private const string PruneSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.bulk WHERE id = ANY (ARRAY(
            SELECT b.id FROM cabinet.bulk b WHERE b.ended_at < $1 ORDER BY b.ended_at LIMIT $2 FOR UPDATE)) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    public static void Add(CommandList commands, PutBulk operation, OperationPlace place)
    {
        var bulk = operation.Bulk;
        var isNew = bulk.Revision == 0;
        commands.Query(isNew ? InsertSql : UpdateSql).Id(bulk.Id).Long(bulk.Revision).Small((int)bulk.Kind)
            .Text(bulk.Filter.ToString()).Long(bulk.Matched).Flag(bulk.IsMatchedExact).Int(bulk.Limit)
            .Int(bulk.PerSecond).Long(bulk.Done).Long(bulk.Refused).Id(bulk.After).Text(bulk.Actor).Time(bulk.CreatedAt)
            .Time(bulk.EndedAt).Flag(bulk.IsCancelled)
            .Int(place.Number).Int((int)(isNew ? Refusal.DuplicateId : Refusal.BulkChanged));
    }

    public static void Add(CommandList commands, PruneBulk operation, OperationPlace place) =>
        commands.Query(PruneSql).Time(operation.EndedBefore).Int(operation.Limit)
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));
}
