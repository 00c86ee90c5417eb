using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Connections;

/// <summary>One store on a server: its schema, and where connections to it come from.</summary>
/// <param name="Schema">The store's schema.</param>
/// <param name="Source">Opens connections; reads and the migrator take them from its pool.</param>
/// <param name="Label">The server and the database, for people; nothing secret.</param>
internal sealed record StoreDatabase(SchemaName Schema, NpgsqlDataSource Source, string Label)
{
    private readonly string? settingsSql;

    /// <summary>
    /// The settings that every transaction brings along where sessions keep none, by name. None where each connection was
    /// set up when it was opened. Both are constants of the driver or numbers.
    /// </summary>
    public IReadOnlyList<(string Name, string Value)> TransactionSettings
    {
        get;
        init
        {
            field = value;

            // DO returns no rows, and unlike SET LOCAL it doesn't warn where no BEGIN came before.
            settingsSql = value.Count == 0
                ? null
                : "DO $$BEGIN PERFORM "
                + string.Join(", ", value.Select(static setting => $"set_config('{setting.Name}', '{setting.Value}', true)"))
                + "; END$$";
        }
    } = [];

    /// <summary>The same store, whose transactions wait for somebody's lock only for so long.</summary>
    public StoreDatabase WithLockTimeout(TimeSpan timeout) => this with
    {
        TransactionSettings = [.. TransactionSettings, ("lock_timeout", StoreConnections.Milliseconds(timeout))],
    };

    /// <summary>The statements of a transaction, none yet but those that its settings need.</summary>
    public NpgsqlBatch Batch(NpgsqlConnection? connection = null)
    {
        var batch = new NpgsqlBatch(connection);
        if (settingsSql is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(settingsSql));
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
