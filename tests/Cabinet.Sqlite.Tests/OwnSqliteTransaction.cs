using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cabinet.Sqlite.Tests;

/// <summary>A developer's transaction of Microsoft.Data.Sqlite, on a connection of their own on the store's file.</summary>
internal sealed class OwnSqliteTransaction : IOwnTransaction
{
    private readonly SqliteTransaction transaction;

    private OwnSqliteTransaction(SqliteConnection connection, SqliteTransaction transaction)
    {
        (Connection, this.transaction) = (connection, transaction);
        Transaction = SqliteStoreTransaction.From(connection.Handle!);
    }

    public SqliteConnection Connection { get; }

    public SqliteTransaction Own => transaction;

    public StoreTransaction Transaction { get; }

    // A pooled connection keeps the file open, and the test's folder has to go.
    public static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString;

    public static async ValueTask<OwnSqliteTransaction> BeginAsync(string path, bool deferred = false)
    {
        var connection = new SqliteConnection(ConnectionString(path));
        await connection.OpenAsync();
        await ExecuteAsync(connection, null, "CREATE TABLE IF NOT EXISTS own_row (id INTEGER)");
        return new OwnSqliteTransaction(connection, connection.BeginTransaction(deferred));
    }

    public async ValueTask AddRowAsync() => await ExecuteAsync("INSERT INTO own_row VALUES (1)");

    public async Task ExecuteAsync(string text) => await ExecuteAsync(Connection, transaction, text);

    public async ValueTask SaveAsync(string name) => await transaction.SaveAsync(name);

    public async ValueTask RollBackToAsync(string name) => await transaction.RollbackAsync(name);

    public async ValueTask CommitAsync() => await transaction.CommitAsync();

    public async ValueTask RollBackAsync() => await transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    [SuppressMessage("Security", "CA2100", Justification = "The tests' own text.")]
    private static async Task ExecuteAsync(SqliteConnection connection, SqliteTransaction? transaction, string text)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }
}
