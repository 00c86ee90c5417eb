using System.Text.Json;
using Cabinet.Application.Integrations.Publishing;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Host.Demo;

/// <summary>Publishes an item as a keyed step: however often its job runs, it stands in the feed once.</summary>
internal sealed class FeedPublisher(IPublisher publisher)
{
    public ValueTask<bool> PublishAsync(PublishedItem item, JobContext context, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(item, DemoJson.Default.PublishedItem);
        return context.Steps.RunAsync(
            "publish",
            StepEffect.Keyed,
            (call, token) => publisher.PublishAsync(new Publication(item.Path, document), call.IdempotencyKey, token),
            DemoJson.Default.Boolean,
            cancellationToken);
    }
}
