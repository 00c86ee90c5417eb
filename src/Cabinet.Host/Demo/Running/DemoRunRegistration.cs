using Cabinet.Application.Queue;
using Cabinet.Host.Demo.Views;

namespace Cabinet.Host.Demo.Running;

/// <summary>Adds what watches a run of the demo.</summary>
internal static class DemoRunRegistration
{
    /// <summary>
    /// Adds a <see cref="DemoRun"/> that shows itself in a view, and the ear that it has on the executor.
    /// </summary>
    public static IServiceCollection AddDemoRun(this IServiceCollection services, IDemoView view)
    {
        services.AddSingleton(view);
        services.AddSingleton<NewsDesk>();
        services.AddSingleton<HealthWatch>();
        services.AddSingleton<DemoWatch>();
        services.AddSingleton<DemoRun>();
        services.AddSingleton<JobExecutor>();
        return services.AddSingleton<IJobExecutor, WatchedExecutor>();
    }
}
