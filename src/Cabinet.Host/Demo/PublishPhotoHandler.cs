using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Host.Demo;

/// <summary>Publishes a photograph once all of its renditions are there.</summary>
internal sealed class PublishPhotoHandler(FeedPublisher feed) : IJobHandler<RenderedPhoto[]>
{
    public async ValueTask<JobResult> HandleAsync(
        RenderedPhoto[] payload, JobContext context, CancellationToken cancellationToken)
    {
        if (payload is not [var first, ..])
        {
            throw new JobFailedException(FailureKind.Permanent, "The photograph has no renditions to publish.");
        }

        var item = new PublishedItem
        {
            Kind = DemoNames.Photo.Value,
            Path = first.Path,
            Source = first.Source,
            Files = [.. payload.Select(photo => photo.File)],
        };
        await feed.PublishAsync(item, context, cancellationToken);
        return JobResult.Done;
    }
}
