using Cabinet.Application.Queue;

namespace Cabinet.Host.Demo;

/// <summary>Publishes a parsed page.</summary>
internal sealed class PublishPageHandler(FeedPublisher feed) : IJobHandler<PublishPage>
{
    public async ValueTask<JobResult> HandleAsync(
        PublishPage payload, JobContext context, CancellationToken cancellationToken)
    {
        await feed.PublishAsync(payload.Item, context, cancellationToken);
        return JobResult.Done;
    }
}
