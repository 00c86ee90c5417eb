using Cabinet.Application.Commands;
using Cabinet.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore.Storage;

namespace TransactionalEnqueue;

/// <summary>Takes orders: the row and the job that sends its receipt are committed together, or neither is.</summary>
internal sealed class Checkout(Shop shop, IJobClient jobs)
{
    public async Task<int> PlaceAsync(string customer, decimal total, bool isPaid)
    {
        await using var transaction = await shop.Database.BeginTransactionAsync();
        var order = new Order { Customer = customer, Total = total };
        shop.Orders.Add(order);
        await shop.SaveChangesAsync();

        var own = PostgresStoreTransaction.From(transaction.GetDbTransaction());
        await jobs.EnqueueAsync(new SendReceipt(order.Id, customer), own);

        if (!isPaid)
        {
            await transaction.RollbackAsync(); // the order and its job are gone
            return order.Id;
        }

        await transaction.CommitAsync(); // the order and its job are durable
        jobs.Signal<SendReceipt>(); // start at once; without it, within one poll
        return order.Id;
    }
}
