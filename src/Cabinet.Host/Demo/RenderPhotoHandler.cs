using System.Text.Json;
using Cabinet.Application.Integrations.Photos;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Host.Demo;

/// <summary>Makes one rendition of a prepared photograph.</summary>
internal sealed class RenderPhotoHandler(IPhotoProcessor photos, Blobs blobs) : IJobHandler<RenderPhoto>
{
    public async ValueTask<JobResult> HandleAsync(
        RenderPhoto payload, JobContext context, CancellationToken cancellationToken)
    {
        var file = await context.Steps.RunAsync(
            "render",
            StepEffect.Pure,
            (_, token) => RenderAsync(payload, token),
            DemoJson.Default.StoredFile,
            cancellationToken);
        return JobResult.Of(JsonSerializer.SerializeToUtf8Bytes(
            new RenderedPhoto(payload.Path, payload.Source, file), DemoJson.Default.RenderedPhoto));
    }

    private async ValueTask<StoredFile> RenderAsync(RenderPhoto payload, CancellationToken cancellationToken)
    {
        var master = await blobs.ReadAsync(payload.Master, $"the master image of '{payload.Path}'", cancellationToken);
        var rendition = new RenditionSpec(payload.Rendition, payload.MaximumEdge, RenditionFormat.Jpeg);
        var image = PhotoResults.Require(await photos.RenderAsync(master, rendition, cancellationToken));
        var file = await blobs.PutAsync(
            $"photos/{payload.Path}/{payload.Rendition}.{Renditions.Ending}",
            image.Content,
            image.MediaType,
            image.Provenance,
            cancellationToken);
        return file with { Width = image.Width, Height = image.Height };
    }
}
