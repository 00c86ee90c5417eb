namespace Cabinet.Application.Observability;

/// <summary>How something is, in one word.</summary>
public enum HealthStatus
{
    /// <summary>It works.</summary>
    Healthy = 0,

    /// <summary>It works, but somebody should look.</summary>
    Degraded = 1,

    /// <summary>It doesn't work: the node isn't ready.</summary>
    Unhealthy = 2,
}
