using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The statements of one physical transaction, sent in one round trip.</summary>
/// <remarks>
/// PostgreSQL runs what comes before one Sync as one transaction, so the first statement that fails undoes all. A
/// precondition is a query that calls <c>cabinet.refuse(place, reason, existing)</c> when it doesn't hold, and has no row
/// otherwise.
/// </remarks>
internal sealed class CommandList(SchemaName schema, NpgsqlBatch batch)
{
    private readonly List<Command> queries = [];
    private readonly List<Command> statements = [];

    /// <summary>Statements that depend on what their session is set to.</summary>
    public CommandList(SchemaName schema)
        : this(schema, new NpgsqlBatch())
    {
    }

    /// <summary>Statements of a transaction of the store's own.</summary>
    public CommandList(StoreDatabase database)
        : this(database.Schema, database.Batch())
    {
    }

    public NpgsqlBatch Batch { get; } = batch;

    /// <summary>Whether a statement that had to insert something has run without: then nothing was written.</summary>
    public bool IsVoid => statements.Exists(static command => command.IsVoid);

    public int Count => Batch.BatchCommands.Count;

    /// <summary>Adds a statement that returns no rows: one that is neither a SELECT nor has RETURNING.</summary>
    /// <param name="constantText">Constant text; it calls the store's schema <c>cabinet</c>.</param>
    public Command Execute(string constantText) => Add(constantText);

    /// <summary>Adds a statement that returns rows, if only none: a SELECT, or one with RETURNING.</summary>
    /// <param name="constantText">Constant text; it calls the store's schema <c>cabinet</c>.</param>
    public Command Query(string constantText)
    {
        var command = Add(constantText);
        queries.Add(command);
        return command;
    }

    /// <summary>Sends all of it and hands each result to the command that asked for it.</summary>
    public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Batch.Connection = connection;
        await using var reader = await Batch.ExecuteReaderAsync(cancellationToken);
        var next = 0;
        if (reader.FieldCount > 0)
        {
            do
            {
                // What returns no rows is passed over by the reader; the others answer in their order.
                queries[next++].Result?.Invoke(reader);
            }
            while (await reader.NextResultAsync(cancellationToken));
        }

        if (next != queries.Count)
        {
            throw new InvalidOperationException($"{next} statements returned rows, and {queries.Count} should.");
        }
    }

    private Command Add(string constantText)
    {
        var statement = new NpgsqlBatchCommand(schema.Qualify(constantText));
        Batch.BatchCommands.Add(statement);
        var command = new Command(statement);
        statements.Add(command);
        return command;
    }
}
