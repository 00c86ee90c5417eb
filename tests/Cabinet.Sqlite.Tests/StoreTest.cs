using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests;

/// <summary>What the tests of the driver share: a store on a real file, and the verbs of a test.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    private IStoreDriver? driver;

    internal TemporaryStore Store { get; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected StoreSamples Samples { get; } = new();

    protected IStoreDriver Driver => driver ??= Store.OpenDriver();

    public async ValueTask InitializeAsync() => await Store.MigrateAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync();
        Store.Dispose();
    }

    /// <summary>What <c>cabinet db verify</c> finds.</summary>
    protected async ValueTask<IReadOnlyList<string>> FindDriftAsync()
    {
        await using var services = Store.Services();
        return await services.GetRequiredService<IStoreMigrator>().FindDriftAsync(Cancel);
    }

    protected async ValueTask CloseAsync()
    {
        if (driver is not null)
        {
            await driver.DisposeAsync();
            driver = null;
        }
    }

    protected async ValueTask<CommitResult.Committed> DoAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await Driver.CommitAsync(new WriteSet(operations), Cancel));

    protected async ValueTask<NodeId> RegisterAsync()
    {
        var node = Samples.Node();
        await DoAsync(new RegisterNode(node));
        return node.Id;
    }

    protected ValueTask<ClaimResult> ClaimAsync(NodeId node, int limit = ClaimRequest.MaximumLimit) =>
        Driver.ClaimAsync(new ClaimRequest(node, StoreSamples.Queue, limit, Samples.Now), Cancel);

    protected async ValueTask<List<NewJob>> EnqueueAsync(int count)
    {
        var jobs = Enumerable.Range(0, count).Select(_ => Samples.Job()).ToList();
        await DoAsync([.. jobs.Select(job => new EnqueueJob(job))]);
        return jobs;
    }

    /// <summary>How many jobs the hot table has.</summary>
    protected async ValueTask<long> CountAsync() => (await Driver.Jobs.CountAsync(Cancel)).Sum(count => count.Count);

    protected static async Task<StoreException> FaultAsync(StoreFault fault, Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<StoreException>(action);
        Assert.Equal(fault, exception.Fault);
        return exception;
    }
}
