using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Keeps clients of the HTTP boundary.</summary>
internal static class ApiClientCommands
{
    private const string InsertSql =
        """
        WITH done AS (
          INSERT INTO cabinet.client (name, revision, document, proof) VALUES ($1, $2 + 1, $3, $4)
          ON CONFLICT (name) DO NOTHING RETURNING 1)
        SELECT cabinet.refuse($5, $6) WHERE NOT EXISTS (SELECT FROM done)
        """;

    private const string UpdateSql =
        """
        WITH done AS (
          UPDATE cabinet.client SET revision = $2 + 1, document = $3, proof = $4
          WHERE name = $1 AND revision = $2 RETURNING 1)
        SELECT cabinet.refuse($5, $6) WHERE NOT EXISTS (SELECT FROM done)
        """;

    public static void Add(CommandList commands, PutApiClient operation, OperationPlace place)
    {
        var client = operation.Client;
        var isNew = client.Revision == 0;
        commands.Query(isNew ? InsertSql : UpdateSql).Text(client.Name).Long(client.Revision).Text(client.Document)
            .Bytes(client.Proof.ToByteArray().AsMemory())
            .Int(place.Number).Int((int)(isNew ? Refusal.DuplicateId : Refusal.ClientChanged));
    }
}
