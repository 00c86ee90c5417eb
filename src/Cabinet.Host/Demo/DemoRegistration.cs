using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;

namespace Cabinet.Host.Demo;

/// <summary>Declares the demo's jobs and pipelines.</summary>
internal static class DemoRegistration
{
    // A person watches: what can mend itself is tried again soon, and given up within half a minute.
    private static readonly RetryPolicy Retry = new(
        maximumAttempts: 6, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10));

    /// <summary>Adds the jobs and the pipelines <c>page</c> and <c>photo</c>.</summary>
    public static CabinetBuilder AddDemo(this CabinetBuilder cabinet) => cabinet
        .AddJob<ParsePage, ParsePageHandler>(DemoNames.ParsePageJob, DemoJson.Default.ParsePage, In(DemoNames.Pages))
        .AddJob<PublishPage, PublishPageHandler>(
            DemoNames.PublishPageJob, DemoJson.Default.PublishPage, In(DemoNames.Pages))
        .AddPipeline(DemoPipelines.Page)
        .AddJob<PreparePhoto, PreparePhotoHandler>(
            DemoNames.PreparePhotoJob, DemoJson.Default.PreparePhoto, In(DemoNames.Photos))
        .AddJob<RenderPhoto, RenderPhotoHandler>(
            DemoNames.RenderPhotoJob, DemoJson.Default.RenderPhoto, In(DemoNames.Photos))
        .AddJob<RenderedPhoto[], PublishPhotoHandler>(
            DemoNames.PublishPhotoJob, DemoJson.Default.RenderedPhotoArray, In(DemoNames.Photos))
        .AddPipeline(DemoPipelines.Photo);

    private static JobOptions In(QueueName queue) =>
        new() { Queue = queue, Retry = Retry, Timeout = TimeSpan.FromMinutes(2) };
}
