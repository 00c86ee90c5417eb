using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Connections;

/// <summary>One store on a server: its schema, and where connections to it come from.</summary>
/// <param name="Schema">The store's schema.</param>
/// <param name="Source">Opens connections; reads and the migrator take them from its pool.</param>
/// <param name="Label">The server and the database, for people; nothing secret.</param>
internal sealed record StoreDatabase(SchemaName Schema, NpgsqlDataSource Source, string Label);
