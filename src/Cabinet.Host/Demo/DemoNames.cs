using Cabinet.Domain.Names;

namespace Cabinet.Host.Demo;

/// <summary>
/// The names of the demo's pipelines, stages, queues and jobs. They are stored: renaming one orphans what waits.
/// </summary>
internal static class DemoNames
{
    public static readonly PipelineName Page = new("page");
    public static readonly PipelineName Photo = new("photo");

    public static readonly StageName Parse = new("parse");
    public static readonly StageName Prepare = new("prepare");
    public static readonly StageName Render = new("render");
    public static readonly StageName Publish = new("publish");

    public static readonly QueueName Pages = new("pages");
    public static readonly QueueName Photos = new("photos");

    public const string ParsePageJob = "page.parse";
    public const string PublishPageJob = "page.publish";
    public const string PreparePhotoJob = "photo.prepare";
    public const string RenderPhotoJob = "photo.render";
    public const string PublishPhotoJob = "photo.publish";
}
