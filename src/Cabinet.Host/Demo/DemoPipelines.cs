using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Host.Demo;

/// <summary>What happens to a web page and to a photograph, stage by stage.</summary>
internal static class DemoPipelines
{
    /// <summary>Parse, then publish.</summary>
    public static PipelineDefinition Page { get; } = new(
        DemoNames.Page,
        new StageDefinition { Name = DemoNames.Parse, Job = new JobType(DemoNames.ParsePageJob) },
        new StageDefinition
        {
            Name = DemoNames.Publish,
            Job = new JobType(DemoNames.PublishPageJob),
            After = [DemoNames.Parse],
        });

    /// <summary>Prepare, then one job for each rendition, then publish once all renditions are there.</summary>
    public static PipelineDefinition Photo { get; } = new(
        DemoNames.Photo,
        new StageDefinition { Name = DemoNames.Prepare, Job = new JobType(DemoNames.PreparePhotoJob) },
        new StageDefinition
        {
            Name = DemoNames.Render,
            Job = new JobType(DemoNames.RenderPhotoJob),
            After = [DemoNames.Prepare],
        },
        new StageDefinition
        {
            Name = DemoNames.Publish,
            Job = new JobType(DemoNames.PublishPhotoJob),
            After = [DemoNames.Render],
            Kind = StageKind.Join,
        });

    /// <summary>The pipeline of a kind of file.</summary>
    public static PipelineDefinition Of(InputKind kind) => kind == InputKind.Page ? Page : Photo;
}
