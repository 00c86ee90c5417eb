using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>What docs/queue/middleware.md shows.</summary>
internal static class Middleware
{
    public static void Add(HostApplicationBuilder builder) =>
        builder.Services.AddCabinet(cabinet => cabinet
            .AddJob<SendReceipt, SendReceiptHandler>("receipt.send", ShopJson.Default.SendReceipt)
            .AddMiddleware<TenantMiddleware>()                      // around all jobs
            .AddMiddleware<OfficeHours>(onlyType: "receipt.send")); // around one type
}

internal sealed class OfficeHours(TimeProvider time) : IJobMiddleware
{
    public ValueTask<JobResult> InvokeAsync(JobContext context, JobDelegate next, CancellationToken cancellationToken) =>
        time.GetUtcNow().Hour is >= 7 and < 19
            ? next(cancellationToken)
            : ValueTask.FromResult(JobResult.Snooze(TimeSpan.FromHours(1)));
}
