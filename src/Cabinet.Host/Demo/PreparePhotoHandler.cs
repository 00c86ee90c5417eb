using System.Text.Json;
using Cabinet.Application.Integrations.Photos;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Host.Demo;

/// <summary>Orients a photograph, strips its metadata, and calls for its renditions.</summary>
internal sealed class PreparePhotoHandler(IPhotoProcessor photos, Blobs blobs) : IJobHandler<PreparePhoto>
{
    public async ValueTask<JobResult> HandleAsync(
        PreparePhoto payload, JobContext context, CancellationToken cancellationToken)
    {
        var prepared = await context.Steps.RunAsync(
            "prepare",
            StepEffect.Pure,
            (_, token) => PrepareAsync(payload, token),
            DemoJson.Default.PreparedPhoto,
            cancellationToken);
        return JobResult.Many(Renditions.All
            .Select(rendition => new RenderPhoto(
                payload.Path, payload.Source, prepared.Master, rendition.Name, rendition.MaximumEdge))
            .Select(Write));
    }

    private static ReadOnlyMemory<byte> Write(RenderPhoto job) =>
        JsonSerializer.SerializeToUtf8Bytes(job, DemoJson.Default.RenderPhoto);

    private async ValueTask<PreparedPhoto> PrepareAsync(PreparePhoto payload, CancellationToken cancellationToken)
    {
        var content = await blobs.ReadAsync(payload.Source, $"the copy of '{payload.Path}'", cancellationToken);
        var master = PhotoResults.Require(await photos.PrepareAsync(new PhotoSource(content), cancellationToken));
        var stored = await blobs.PutAsync(
            payload.Path, master.Content, master.MediaType, master.Provenance, cancellationToken);
        return new PreparedPhoto(stored.Address);
    }
}
