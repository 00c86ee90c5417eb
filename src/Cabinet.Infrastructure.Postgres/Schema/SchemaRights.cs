using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Says what a role has to be granted before it can make a store.</summary>
internal static class SchemaRights
{
    private const string Sql =
        """
        SELECT to_regnamespace(quote_ident($1)) IS NOT NULL,
          coalesce(has_schema_privilege(to_regnamespace(quote_ident($1)), 'USAGE')
            AND has_schema_privilege(to_regnamespace(quote_ident($1)), 'CREATE'), false),
          has_database_privilege(current_database(), 'CREATE'),
          quote_ident(current_user), quote_ident(current_database())
        """;

    /// <summary>Whether the schema has to be made first.</summary>
    /// <exception cref="StoreException">The role may not make it, or nothing in it.</exception>
    public static async Task<bool> RequireSchemaAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        var (schema, label) = (database.Schema.Quoted, database.Label);
        await using var command = database.Schema.Command(connection, Sql, database.Schema.Name);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var (exists, mayUse, mayMake) = (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2));
        var (role, name) = (row.GetString(3), row.GetString(4));
        if (exists ? mayUse : mayMake)
        {
            return !exists;
        }

        throw new StoreException(
            StoreFault.ReadOnly,
            exists
                ? $"The role {role} may not make anything in the schema {schema} of '{label}'. Nothing was changed. Run "
                + $"as its owner: GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}."
                : $"The schema {schema} isn't there, and the role {role} may not make it in '{label}'. Nothing was "
                + $"changed. Run as an administrator either GRANT CREATE ON DATABASE {name} TO {role}, or CREATE SCHEMA {schema} "
                + $"AUTHORIZATION {role}.");
    }

    /// <summary>What to grant before schemas can be compared; null when nothing is missing.</summary>
    public static async Task<string?> FindMissingAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Schema.Command(connection, Sql, database.Schema.Name);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return row.GetBoolean(2) ? null : $"GRANT CREATE ON DATABASE {row.GetString(4)} TO {row.GetString(3)}";
    }
}
