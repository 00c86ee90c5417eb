namespace Cabinet.Application.Queue;

/// <summary>The services of one job's run.</summary>
public interface IJobScope : IAsyncDisposable
{
    /// <summary>Resolves handlers and what they need.</summary>
    IServiceProvider Services { get; }
}
