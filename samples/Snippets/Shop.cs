using System.Text.Json.Serialization;
using Cabinet.Application.Queue;

namespace Snippets;

internal sealed record SendReceipt(int Order);

internal sealed record SendReport(string Of);

internal sealed record MakeReport(int Customer);

internal sealed record ChargeCard(int Order);

internal sealed record ImportEnded(string File);

internal sealed record ImportSucceeded(string File);

internal sealed record ImportFailed(string File);

internal sealed record Row(int Number);

/// <summary>A handler that the snippets can name.</summary>
internal abstract class Nothing<TPayload> : IJobHandler<TPayload>
{
    public ValueTask<JobResult> HandleAsync(TPayload job, JobContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(JobResult.Done);
}

internal sealed class SendReceiptHandler : Nothing<SendReceipt>;

internal sealed class SendReportHandler : Nothing<SendReport>;

internal sealed class ChargeCardHandler : Nothing<ChargeCard>;

internal sealed class TenantMiddleware : IJobMiddleware
{
    public ValueTask<JobResult> InvokeAsync(JobContext context, JobDelegate next, CancellationToken cancellationToken) =>
        next(cancellationToken);
}

[JsonSerializable(typeof(SendReceipt))]
[JsonSerializable(typeof(SendReport))]
[JsonSerializable(typeof(ChargeCard))]
internal sealed partial class ShopJson : JsonSerializerContext;
