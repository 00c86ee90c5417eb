namespace Cabinet.Domain.Pipelines;

/// <summary>Whether a result that a fallback served will do for a stage.</summary>
public enum DegradedResults
{
    /// <summary>The pipeline goes on, and the result is counted as degraded.</summary>
    Accept = 0,

    /// <summary>The result is treated as an integration failure and the job is retried.</summary>
    Refuse = 1,
}
