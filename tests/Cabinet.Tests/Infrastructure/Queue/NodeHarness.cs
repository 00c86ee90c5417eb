using Cabinet.Application;
using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>
/// A node as a host composes it, on the in-memory driver, a fake executor and a clock that stands still.
/// </summary>
internal sealed class NodeHarness : IAsyncDisposable
{
    /// <summary>Long enough that no test about something else meets the end of a lease.</summary>
    public static readonly TimeSpan LongLease = TimeSpan.FromMinutes(10);

    /// <summary>No test about something else meets a poll either; jobs are announced.</summary>
    public static readonly TimeSpan LongPoll = TimeSpan.FromMinutes(1);

    private readonly ServiceProvider services;
    private readonly NodeRuntime runtime;
    private bool stopped;

    private NodeHarness(Action<WorkerOptions>? configure, Action<IServiceCollection>? register)
    {
        Executor = new FakeExecutor(Store);
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<IStore>(Store);
        collection.AddSingleton<IJobExecutor>(Executor);
        collection.AddSingleton<IIdGenerator>(new CountingIds());
        collection.AddSingleton(typeof(ILogger<>), typeof(TestLogger<>));
        collection.AddSingleton(Log);
        register?.Invoke(collection);
        collection.AddWorkers(options =>
        {
            options.Lease = LongLease;
            options.PollInterval = LongPoll;
            configure?.Invoke(options);
        });
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        runtime = services.GetServices<IHostedService>().OfType<NodeRuntime>().Single();
    }

    public TestClock Clock { get; } = new();

    public TestStore Store { get; } = new();

    public FakeExecutor Executor { get; }

    public TestLog Log { get; } = new();

    public NodeId? NodeId => services.GetRequiredService<NodeIdentity>().Current;

    public IQueueSignal Signal => services.GetRequiredService<IQueueSignal>();

    public JobSlots Slots => services.GetRequiredService<ServedQueues>().Workers[0].Slots;

    public static NodeHarness Create(
        Action<WorkerOptions>? configure = null, Action<IServiceCollection>? register = null) =>
        new(configure, register);

    public async Task StartAsync()
    {
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        await Store.WhenAsync(() => Store.Claims.Count > 0 || Store.Trouble is not null);
    }

    /// <summary>Starts the node, with one job that its handler has begun.</summary>
    public async Task<JobId> StartWithRunningJobAsync()
    {
        var job = await Store.AddAsync();
        await StartAsync();
        await Store.WhenAsync(() => Executor.Running == 1);
        return job;
    }

    /// <summary>Stops it as a patient host does.</summary>
    public Task StopAsync() => EndAsync(CancellationToken.None);

    /// <summary>Stops it as a host does whose own shutdown time is over.</summary>
    public Task StopNowAsync() => EndAsync(new CancellationToken(canceled: true));

    /// <summary>Wakes the claim loop, as an enqueue would.</summary>
    public void Notify(string queue = "default") => Signal.Notify(new QueueName(queue));

    public async Task<HealthReport> CheckHealthAsync() =>
        await services.GetServices<IHealthCheck>().Single().CheckAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!stopped)
        {
            Store.Trouble = null;
            var stop = StopNowAsync();
            while (!stop.IsCompleted)
            {
                // Whatever it still waits for is over soon.
                Clock.Advance(Drain.InterruptionTime);
                await Task.Yield();
            }

            await stop;
        }

        await services.DisposeAsync();
        await Store.DisposeAsync();

        // What the log calls a bug is one, whichever test met it; those that provoke one expect its id.
        Assert.DoesNotContain(Log.Entries, entry => entry.Event.Id is 1006 or 1021);
    }

    private Task EndAsync(CancellationToken forced)
    {
        stopped = true;
        return runtime.StopAsync(forced);
    }

    private sealed class CountingIds : IIdGenerator
    {
        private int last;

        public Guid Next() => new(Interlocked.Increment(ref last), 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
    }
}
