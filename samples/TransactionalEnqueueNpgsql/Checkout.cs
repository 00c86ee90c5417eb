using Cabinet.Application.Commands;
using Cabinet.Infrastructure.Postgres;
using Npgsql;

namespace TransactionalEnqueueNpgsql;

/// <summary>Takes orders: the row and the job that sends its receipt are committed together, or neither is.</summary>
internal sealed class Checkout(NpgsqlDataSource shop, IJobClient jobs)
{
    private const string CreateSql =
        """
        CREATE SCHEMA IF NOT EXISTS shop;
        CREATE TABLE IF NOT EXISTS shop.orders (
          id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer text NOT NULL, total numeric NOT NULL)
        """;

    private const string InsertSql = "INSERT INTO shop.orders (customer, total) VALUES ($1, $2) RETURNING id";

    /// <summary>Makes the application's own table, beside the store's schema in the same database.</summary>
    public async Task CreateAsync()
    {
        await using var create = shop.CreateCommand(CreateSql);
        await create.ExecuteNonQueryAsync();
    }

    public async Task<int> PlaceAsync(string customer, decimal total, bool isPaid)
    {
        await using var connection = await shop.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(InsertSql, connection, transaction)
        {
            Parameters = { new() { Value = customer }, new() { Value = total } },
        };
        var order = (int)(await insert.ExecuteScalarAsync())!;
        await jobs.EnqueueAsync(new SendReceipt(order, customer), PostgresStoreTransaction.From(transaction));

        if (!isPaid)
        {
            await transaction.RollbackAsync(); // the order and its job are gone
            return order;
        }

        await transaction.CommitAsync(); // the order and its job are durable
        jobs.Signal<SendReceipt>(); // start at once; without it, within one poll
        return order;
    }
}
