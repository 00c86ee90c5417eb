using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>What a role needs that works with a store which belongs to another one.</summary>
internal static class StoreRights
{
    /// <summary>The same for people, of a role and a schema that aren't known where it is said.</summary>
    public const string Words =
        "USAGE on the schema; SELECT, INSERT, UPDATE and DELETE on its tables; USAGE and SELECT on its sequences; EXECUTE on "
        + "its functions";

    // Catalogues only, because whoever may not use a schema can't even ask whether a table is in it.
    private const string MissingSql =
        """
        SELECT quote_ident(current_user) FROM pg_namespace n
        WHERE n.nspname = $1 AND (NOT has_schema_privilege(n.oid, 'USAGE')
          OR EXISTS (
            SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND c.relname = ANY ($2)
              AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE')))
          OR EXISTS (
            SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'S' AND c.relname = ANY ($3)
              AND NOT (has_sequence_privilege(c.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'SELECT')))
          OR EXISTS (
            SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proname = ANY ($4)
              AND NOT has_function_privilege(p.oid, 'EXECUTE')))
        """;

    private const string RoleSql = "SELECT quote_ident(current_user)";

    /// <summary>The statements that give a role everything it needs.</summary>
    /// <param name="schema">The store's.</param>
    /// <param name="role">The role as SQL takes it.</param>
    public static string Grants(SchemaName schema, string role) =>
        $"GRANT USAGE ON SCHEMA {schema.Quoted} TO {role}; "
        + $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema.Quoted} TO {role}; "
        + $"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema.Quoted} TO {role}; "
        + $"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema.Quoted} TO {role};";

    /// <summary>Refuses a role that would be stopped half-way, and says what to grant it.</summary>
    /// <exception cref="StoreException">It lacks a right.</exception>
    public static async Task RequireAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Statement(
            connection, MissingSql, database.Schema.Name, StoreObjects.Tables, StoreObjects.Sequences,
            StoreObjects.Functions);
        if (await command.ExecuteScalarAsync(cancellationToken) is string role)
        {
            throw new StoreException(
                StoreFault.ReadOnly,
                $"The role {role} may not use all of the store '{database.Label}'. Nothing was changed. Run as the "
                + $"schema's owner: {Grants(database.Schema, role)} Do so again after a migration that made something new.");
        }
    }

    /// <summary>The role that a connection works as at this moment, as SQL takes it.</summary>
    public static async Task<string> ReadRoleAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RoleSql, connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
