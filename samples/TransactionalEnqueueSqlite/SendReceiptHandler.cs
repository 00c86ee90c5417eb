using Cabinet.Application.Queue;
using Microsoft.Extensions.Hosting;

namespace TransactionalEnqueueSqlite;

internal sealed class SendReceiptHandler(IHostApplicationLifetime host) : IJobHandler<SendReceipt>
{
    public ValueTask<JobResult> HandleAsync(SendReceipt job, JobContext context, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Receipt for order {job.Order}: {job.Customer}.");
        host.StopApplication();
        return ValueTask.FromResult(JobResult.Done);
    }
}
