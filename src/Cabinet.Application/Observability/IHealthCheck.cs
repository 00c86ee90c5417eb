namespace Cabinet.Application.Observability;

/// <summary>Says how one dependency or subsystem is.</summary>
public interface IHealthCheck
{
    /// <summary>What it is called in reports.</summary>
    string Name { get; }

    /// <summary>Looks. Bounded by the caller's token; throwing counts as unhealthy.</summary>
    ValueTask<HealthReport> CheckAsync(CancellationToken cancellationToken);
}
