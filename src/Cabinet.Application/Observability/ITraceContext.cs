namespace Cabinet.Application.Observability;

/// <summary>The trace that the current call belongs to, so that it can follow a job through its queue.</summary>
public interface ITraceContext
{
    /// <summary>The W3C <c>traceparent</c> of the current span; null when nothing is traced.</summary>
    string? TraceParent { get; }
}
