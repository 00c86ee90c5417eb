using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Connections;

/// <summary>One store on a server: its schema, and where connections to it come from.</summary>
/// <param name="Schema">The store's schema.</param>
/// <param name="Source">Opens connections; reads and the migrator take them from its pool.</param>
/// <param name="Label">The server and the database, for people; nothing secret.</param>
internal sealed record StoreDatabase(SchemaName Schema, NpgsqlDataSource Source, string Label)
{
    /// <summary>
    /// What every transaction begins with where sessions keep no settings, as a statement that returns no rows. Null
    /// where each connection was set up when it was opened.
    /// </summary>
    public string? TransactionSettings { get; init; }

    /// <summary>The statements of a transaction, none yet but those that its settings need.</summary>
    public NpgsqlBatch Batch(NpgsqlConnection? connection = null)
    {
        var batch = new NpgsqlBatch(connection);
        if (TransactionSettings is { } settings)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(settings));
        }

        return batch;
    }

    /// <summary>One statement of constant text as a transaction of its own, with values for its parameters.</summary>
    public NpgsqlBatch Statement(
        NpgsqlConnection connection, string constantText, params ReadOnlySpan<object> values)
    {
        var batch = Batch(connection);
        var statement = new NpgsqlBatchCommand(Schema.Qualify(constantText));
        batch.BatchCommands.Add(statement);
        foreach (var value in values)
        {
            statement.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return batch;
    }
}
