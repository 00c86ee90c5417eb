using Cabinet.Domain.Names;

namespace Cabinet.Application.Observability;

/// <summary>The business metrics that Application declares. Recording never throws and never blocks (guarantee 9).</summary>
public interface IBusinessMetrics
{
    /// <summary>A task was accepted.</summary>
    void TaskAccepted(PipelineName pipeline);

    /// <summary>A task completed.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="age">From its acceptance to its completion.</param>
    void TaskCompleted(PipelineName pipeline, TimeSpan age);

    /// <summary>A task stalled on dead letters or failed.</summary>
    void TaskFailed(PipelineName pipeline);
}
