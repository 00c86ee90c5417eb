using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Keeps clients of the HTTP boundary.</summary>
internal sealed class ApiClientWriter(SqliteConnection connection)
{
    private const string InsertSql =
        "INSERT INTO client (name, revision, document, proof) VALUES (?1, ?2 + 1, ?3, ?4)";

    private const string UpdateSql =
        "UPDATE client SET revision = ?2 + 1, document = ?3, proof = ?4 WHERE name = ?1 AND revision = ?2";

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement update = connection.Prepare(UpdateSql);

    public OperationOutcome Put(PutApiClient operation)
    {
        var client = operation.Client;
        var isNew = client.Revision == 0;
        var statement = (isNew ? insert : update).Bind(1, client.Name).Bind(2, client.Revision)
            .Bind(3, client.Document).Bind(4, client.Proof.ToByteArray());
        if (isNew)
        {
            return statement.TryRun() ? OperationOutcome.Done : Refusal.DuplicateId;
        }

        return statement.Run() == 1 ? OperationOutcome.Done : Refusal.ClientChanged;
    }
}
