using System.Data;
using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Postgres.Tests;

/// <summary>A developer's transaction on a connection that has nothing to do with the store's.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The schema's name is made by the tests.")]
internal sealed class OwnPostgresTransaction : IOwnTransaction
{
    private readonly NpgsqlTransaction transaction;
    private readonly SchemaName schema;

    private OwnPostgresTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, SchemaName schema)
    {
        (Connection, this.transaction, this.schema) = (connection, transaction, schema);
        Transaction = PostgresStoreTransaction.From(transaction);
    }

    public NpgsqlConnection Connection { get; }

    public StoreTransaction Transaction { get; }

    public string Schema => schema.Quoted;

    public static async ValueTask<IOwnTransaction> BeginAsync(string server, SchemaName schema, IsolationLevel level)
    {
        var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        return new OwnPostgresTransaction(connection, await connection.BeginTransactionAsync(level), schema);
    }

    public async ValueTask AddRowAsync() => await ExecuteAsync($"INSERT INTO {schema.Quoted}.own_row VALUES (1)");

    /// <summary>Runs its first statement, if it is the first: that is when a snapshot is taken that is to be kept.</summary>
    public async ValueTask LookAsync() => await ExecuteAsync($"SELECT count(*) FROM {schema.Quoted}.own_row");

    public async Task ExecuteAsync(string text)
    {
        await using var command = new NpgsqlCommand(text, Connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Returns when its connection waits for somebody's lock.</summary>
    public async Task WaitsAsync(string server)
    {
        await using var observer = new NpgsqlConnection(server);
        await observer.OpenAsync();
        await using var look = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE pid = $1 AND NOT granted)", observer)
        {
            Parameters = { new() { Value = Connection.ProcessID } },
        };
        while (!(bool)(await look.ExecuteScalarAsync(TestContext.Current.CancellationToken))!)
        {
            // The server is asked again until it says so.
        }
    }

    public async ValueTask SaveAsync(string name) => await transaction.SaveAsync(name);

    public async ValueTask RollBackToAsync(string name) => await transaction.RollbackAsync(name);

    public async ValueTask CommitAsync() => await transaction.CommitAsync();

    public async ValueTask RollBackAsync() => await transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
