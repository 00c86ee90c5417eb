using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Testing.Tests;

/// <summary>A test with one type of job, whose handler does what its script says.</summary>
public abstract class WorkTest : IAsyncLifetime
{
    private CabinetTest? test;

    internal WorkHandler.Script Script { get; } = new();

    protected CabinetTest Test => test!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => test = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Test.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<CabinetTest> StartAsync(CabinetTestOptions? options = null) => CabinetTest.StartAsync(
        Declare, services => services.AddSingleton(Script), options, Cancel);

    protected virtual void Declare(CabinetBuilder cabinet) => cabinet.AddJob<Work, WorkHandler>(
        "work",
        WorkJson.Default.Work,
        new Application.Queue.JobOptions { Retry = new RetryPolicy(maximumAttempts: 3) });
}
