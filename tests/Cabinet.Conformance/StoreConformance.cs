using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance;

/// <summary>What the suites of the store's driver share: an open driver, samples, and the verbs of a test.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class StoreConformance<THarness> : IAsyncLifetime
    where THarness : IStoreHarness, new()
{
    private readonly THarness harness = new();
    private IStoreDriver? driver;

    /// <summary>Opens the driver, and whatever stands beside it.</summary>
    protected THarness Harness => harness;

    /// <summary>The driver under test.</summary>
    protected IStoreDriver Driver => driver ?? throw new InvalidOperationException("The driver isn't open yet.");

    /// <summary>Makes what the test writes, and holds its time.</summary>
    protected StoreSamples Samples { get; } = new();

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => driver = await harness.OpenAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (driver is not null)
        {
            await driver.DisposeAsync();
        }

        await harness.DisposeAsync();
    }

    /// <summary>Closes the driver and opens the store anew.</summary>
    protected async ValueTask ReopenAsync()
    {
        await Driver.DisposeAsync();
        driver = await harness.OpenAsync();
    }

    /// <summary>Commits operations as one write set.</summary>
    protected ValueTask<CommitResult> CommitAsync(params WriteOperation[] operations) =>
        Driver.CommitAsync(new WriteSet(operations), TestContext.Current.CancellationToken);

    /// <summary>Commits operations as one write set and expects success.</summary>
    protected async ValueTask<CommitResult.Committed> DoAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await CommitAsync(operations));

    /// <summary>Expects the last operation to be refused, and the store to be as it was.</summary>
    protected async ValueTask<CommitResult.Refused> RefusedAsync(Refusal reason, params WriteOperation[] operations)
    {
        var before = await ViewAsync();
        var refused = Assert.IsType<CommitResult.Refused>(await CommitAsync(operations));
        Assert.Equal((operations.Length - 1, reason), (refused.Operation, refused.Reason));
        Assert.Equal(before, await ViewAsync());
        return refused;
    }

    /// <summary>All that the store shows, as text.</summary>
    protected async ValueTask<string> ViewAsync() =>
        (await StoreView.ReadAsync(Driver, TestContext.Current.CancellationToken)).ToString();

    /// <summary>Registers a new node.</summary>
    protected async ValueTask<NodeId> RegisterAsync()
    {
        var node = Samples.Node();
        await DoAsync(new RegisterNode(node));
        return node.Id;
    }

    /// <summary>Enqueues a new sample job.</summary>
    protected async ValueTask<NewJob> EnqueueAsync()
    {
        var job = Samples.Job();
        await DoAsync(new EnqueueJob(job));
        return job;
    }

    /// <summary>Claims from the samples' queue, now.</summary>
    protected ValueTask<ClaimResult> ClaimAsync(
        NodeId node, int limit = ClaimRequest.MaximumLimit, bool suspects = false, QueueName? queue = null) =>
        Driver.ClaimAsync(
            new ClaimRequest(node, queue ?? StoreSamples.Queue, limit, Samples.Now, suspects),
            TestContext.Current.CancellationToken);

    /// <summary>Claims and expects exactly one job.</summary>
    protected async ValueTask<ClaimedJob> ClaimOneAsync(NodeId node, bool suspects = false) =>
        Assert.Single((await ClaimAsync(node, suspects: suspects)).Jobs);

    /// <summary>Enqueues a new sample job and claims it for a new node.</summary>
    protected async ValueTask<ClaimedJob> RunningAsync()
    {
        var node = await RegisterAsync();
        await EnqueueAsync();
        return await ClaimOneAsync(node);
    }

    /// <summary>Finds a job that must be in the hot table.</summary>
    protected async ValueTask<JobRecord> FindAsync(JobId id)
    {
        var job = await Driver.Jobs.FindAsync(id, TestContext.Current.CancellationToken);
        Assert.NotNull(job);
        return job;
    }

    /// <summary>Expects a job not to be in the hot table.</summary>
    protected async ValueTask GoneAsync(JobId id) =>
        Assert.Null(await Driver.Jobs.FindAsync(id, TestContext.Current.CancellationToken));

    /// <summary>Lets a node die: nobody renews its heartbeat of 1.</summary>
    protected ValueTask<CommitResult.Committed> ExpireAsync(NodeId node) => DoAsync(new ExpireNode(node, Beat: 1));
}
