using Quartz;

namespace Cabinet.Peers;

/// <summary>The class that Quartz makes for a job; public, as it finds it by name.</summary>
public sealed class QuartzJob : IJob
{
    internal static Action<string> Started { get; set; } = static _ => { };

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        Started(context.MergedJobDataMap.GetString("payload")!);
        return ValueTask.CompletedTask;
    }
}
