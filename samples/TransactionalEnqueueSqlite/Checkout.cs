using Cabinet.Application.Commands;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Data.Sqlite;

namespace TransactionalEnqueueSqlite;

/// <summary>Takes orders: the row and the job that sends its receipt are committed together, or neither is.</summary>
internal sealed class Checkout(string shop, IJobClient jobs)
{
    private const string CreateSql =
        "CREATE TABLE IF NOT EXISTS shop_order (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, total TEXT NOT NULL)";

    private const string InsertSql = "INSERT INTO shop_order (customer, total) VALUES ($customer, $total) RETURNING id";

    /// <summary>Makes the application's own table in the store's file, which is there once the host has started.</summary>
    public async Task CreateAsync()
    {
        await using var connection = await OpenAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = CreateSql;
        await create.ExecuteNonQueryAsync();
    }

    public async Task<long> PlaceAsync(string customer, decimal total, bool isPaid)
    {
        await using var connection = await OpenAsync();

        // IMMEDIATE by default. It has the only place for a writer until it ends, so it is short.
        await using var transaction = connection.BeginTransaction();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = InsertSql;
        insert.Parameters.AddWithValue("$customer", customer);
        insert.Parameters.AddWithValue("$total", total);
        var order = (long)(await insert.ExecuteScalarAsync())!;
        await jobs.EnqueueAsync(new SendReceipt(order, customer), SqliteStoreTransaction.From(connection.Handle!));

        if (!isPaid)
        {
            await transaction.RollbackAsync(); // the order and its job are gone
            return order;
        }

        await transaction.CommitAsync(); // the order and its job are durable
        jobs.Signal<SendReceipt>(); // start at once; without it, within one poll
        return order;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = shop }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
