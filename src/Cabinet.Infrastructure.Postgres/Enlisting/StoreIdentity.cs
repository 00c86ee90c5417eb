using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Writing;

namespace Cabinet.Infrastructure.Postgres.Enlisting;

/// <summary>Which store it is: the server's cluster, the database and the schema.</summary>
/// <remarks>
/// A schema of the same name may be there in another database: what was enlisted there would be lost here and wrong
/// there.
/// </remarks>
internal sealed class StoreIdentity(StoreDatabase database)
{
    /// <summary>The reason that a developer's transaction isn't on the store's database.</summary>
    public const int Elsewhere = -2;

    /// <summary>The reason that it isn't at READ COMMITTED, though it was taken for it.</summary>
    public const int KeepsSnapshot = -3;

    private const string FindSql = "SELECT " + Identity;

    // Compared as text, because that is all that is ever done with it.
    private const string Identity =
        """
        concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
          (SELECT oid FROM pg_database WHERE datname = current_database()), 'cabinet.lease_number'::regclass::oid)
        """;

    private const string CheckSql =
        "SELECT cabinet.refuse($1, CASE WHEN i.name IS DISTINCT FROM $2 THEN $3 ELSE $4 END) FROM (SELECT " + Identity
        + " AS name) AS i WHERE i.name IS DISTINCT FROM $2"
        + " OR ($5 AND current_setting('transaction_isolation') <> 'read committed')";

    private string? known;

    /// <summary>The store's identity, asked for once.</summary>
    public async ValueTask<string> FindAsync(CancellationToken cancellationToken)
    {
        if (known is { } found)
        {
            return found;
        }

        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var command = database.Statement(connection, FindSql);
        return known = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Refuses everything when the connection is to another store.</summary>
    /// <param name="commands">Gets the statement.</param>
    /// <param name="identity">What it has to be.</param>
    /// <param name="mustReadCommitted">Whether it also has to be at READ COMMITTED.</param>
    public static void AddCheck(CommandList commands, string identity, bool mustReadCommitted) =>
        commands.Query(CheckSql).Int(OperationPlace.Unknown).Text(identity).Int(Elsewhere).Int(KeepsSnapshot)
            .Flag(mustReadCommitted);
}
