using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Keeps bulk actions.</summary>
internal sealed class BulkWriter(SqliteConnection connection)
{
    private const string InsertSql =
        """
        INSERT INTO bulk (id, revision, kind, filter, matched, exact, most, per_second, done, refused, after, actor,
          created_at, ended_at, cancelled)
        VALUES (?1, ?2 + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """;

    private const string UpdateSql =
        """
        UPDATE bulk SET revision = ?2 + 1, kind = ?3, filter = ?4, matched = ?5, exact = ?6, most = ?7, per_second = ?8,
          done = ?9, refused = ?10, after = ?11, actor = ?12, created_at = ?13, ended_at = ?14, cancelled = ?15
        WHERE id = ?1 AND revision = ?2
        """;

    private const string PruneSql =
        "DELETE FROM bulk WHERE id IN (SELECT id FROM bulk WHERE ended_at < ?1 ORDER BY ended_at LIMIT ?2)";

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement update = connection.Prepare(UpdateSql);
    private readonly SqliteStatement prune = connection.Prepare(PruneSql);

    public OperationOutcome Put(PutBulk operation)
    {
        var bulk = operation.Bulk;
        var isNew = bulk.Revision == 0;
        var statement = (isNew ? insert : update).Bind(1, bulk.Id).Bind(2, bulk.Revision).Bind(3, (int)bulk.Kind)
            .Bind(4, bulk.Filter.ToString()).Bind(5, bulk.Matched).Bind(6, bulk.IsMatchedExact ? 1 : 0)
            .Bind(7, bulk.Limit).Bind(8, bulk.PerSecond).Bind(9, bulk.Done).Bind(10, bulk.Refused).Bind(11, bulk.After)
            .Bind(12, bulk.Actor).Bind(13, bulk.CreatedAt).Bind(14, bulk.EndedAt).Bind(15, bulk.IsCancelled ? 1 : 0);
        if (isNew)
        {
            return statement.TryRun()
                ? OperationOutcome.Done
                : OperationOutcome.Refused(Refusal.DuplicateId, bulk.Id);
        }

        return statement.Run() == 1 ? OperationOutcome.Done : Refusal.BulkChanged;
    }

    public OperationOutcome Prune(PruneBulk operation) =>
        OperationOutcome.Touched(prune.Bind(1, operation.EndedBefore).Bind(2, operation.Limit).Run());
}
