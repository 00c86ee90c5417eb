using Cabinet.Application.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TransactionalEnqueue;

internal sealed class SendReceiptHandler(IServiceScopeFactory scopes, IHostApplicationLifetime host)
    : IJobHandler<SendReceipt>
{
    public async ValueTask<JobResult> HandleAsync(SendReceipt job, JobContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var shop = scope.ServiceProvider.GetRequiredService<Shop>();
        var order = await shop.Orders.SingleAsync(each => each.Id == job.Order, cancellationToken);
        Console.WriteLine($"Receipt for order {order.Id}: {order.Customer}, {order.Total}.");
        host.StopApplication();
        return JobResult.Done;
    }
}
