using Cabinet.Application.BackgroundTasks;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class BackgroundTaskRunnerTests : IAsyncDisposable
{
    private static readonly NodeId Node = new(new Guid(1, 2, 3, new byte[8]));
    private static readonly NodeId Other = new(new Guid(4, 5, 6, new byte[8]));

    private readonly TestClock clock = new();
    private readonly TestStore store = new();
    private readonly BackgroundTelemetry telemetry = new();
    private readonly List<BackgroundTaskRunner> runners = [];

    [Fact]
    public async Task A_task_runs_batch_after_batch_until_nothing_is_left_and_leaves_its_result()
    {
        var task = new CountingTask([new(10, true), new(10, true), new(3, false)]);
        await StartAsync(task, Node);

        await RunOnceAsync(task);

        var result = await LastResultAsync();
        Assert.Equal(("counting", true, 23), (result.Name, result.Succeeded, result.Affected));
        Assert.Equal(3, task.Batches);
    }

    [Fact]
    public async Task A_failure_is_recorded_without_its_message_and_the_lease_is_free_again()
    {
        var task = new CountingTask([]) { Failure = new InvalidOperationException("secret") };
        await StartAsync(task, Node);

        await RunOnceAsync(task);

        var result = await LastResultAsync();
        Assert.Equal((false, "Failed: InvalidOperationException."), (result.Succeeded, result.Message));
        await RegisterAsync(Other);
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new TakeLease(task.Name, Other)));
    }

    [Fact]
    public async Task A_task_whose_lease_another_node_holds_does_not_run_here()
    {
        var task = new CountingTask([]);
        await RegisterAsync(Other);
        await store.CommitAsync(new TakeLease(task.Name, Other));
        await StartAsync(task, Node);

        await AdvanceAsync(task.Interval);
        await clock.WhenAnyPendingAsync();

        Assert.Equal(0, task.Batches);
    }

    [Fact]
    public async Task A_task_that_another_node_ran_lately_does_not_run_here()
    {
        var task = new CountingTask([]);
        await RegisterAsync(Other);
        await store.CommitAsync(new TakeLease(task.Name, Other));
        await store.CommitAsync(new ReleaseLease(
            Other, new BackgroundResult(task.Name, TestClock.Noon, true, 1, TimeSpan.Zero, "Done.")));
        await StartAsync(task, Node);

        await AdvanceAsync(task.Interval * 0.2);
        await clock.WhenAnyPendingAsync();
        Assert.Equal(0, task.Batches);

        await RunOnceAsync(task);
        Assert.Equal(1, task.Batches);
    }

    [Fact]
    public async Task A_node_that_is_not_registered_runs_nothing()
    {
        var task = new CountingTask([]);
        await StartAsync(task, null);

        await AdvanceAsync(task.Interval);
        await clock.WhenAnyPendingAsync();

        Assert.Equal(0, task.Batches);
    }

    [Fact]
    public async Task One_run_does_no_more_than_its_limit_of_batches()
    {
        var task = new CountingTask([]) { IsEndless = true };
        await StartAsync(task, Node);

        await RunOnceAsync(task);

        Assert.Equal(BackgroundTaskRunner.BatchLimit, task.Batches);
        Assert.Contains("goes on at the next", (await LastResultAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_trouble_costs_a_turn_and_not_the_runner()
    {
        var task = new CountingTask([]);
        await StartAsync(task, Node);
        store.Trouble = new StoreException(StoreFault.Unavailable, "The database is away.");
        await AdvanceAsync(task.Interval * 0.2);
        await clock.WhenAnyPendingAsync();
        store.Trouble = null;

        await RunOnceAsync(task);

        Assert.True((await LastResultAsync()).Succeeded);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in runners)
        {
            await runner.StopAsync(CancellationToken.None);
            runner.Dispose();
        }

        telemetry.Dispose();
        await store.DisposeAsync();
    }

    private async Task StartAsync(IBackgroundTask task, NodeId? node)
    {
        if (node is { } registered)
        {
            await RegisterAsync(registered);
        }

        var log = new GuardedLogger<BackgroundTaskRunner>(new TestLogger<BackgroundTaskRunner>(new TestLog()));
        var runner = new BackgroundTaskRunner([task], store, new FixedIdentity(node), telemetry, log, clock);
        runners.Add(runner);
        await runner.StartAsync(TestContext.Current.CancellationToken);
    }

    private async Task RegisterAsync(NodeId node) =>
        await store.CommitAsync(
            new RegisterNode(new NodeRecord(node, "node", TimeSpan.FromSeconds(10), 1, TestClock.Noon)));

    private async Task RunOnceAsync(IBackgroundTask task)
    {
        var released = store.Committed.OfType<ReleaseLease>().Count();
        await AdvanceAsync(task.Interval * 1.1);
        await store.WhenCommittedAsync<ReleaseLease>(released + 1);
    }

    // Some timer must wait before the clock moves; which delay it has depends on the jitter.
    private async Task AdvanceAsync(TimeSpan by)
    {
        await clock.WhenAnyPendingAsync();
        clock.Advance(by);
    }

    private async Task<BackgroundResult> LastResultAsync() =>
        Assert.Single(await store.Nodes.ListBackgroundResultsAsync(TestContext.Current.CancellationToken));

    private sealed class FixedIdentity(NodeId? node) : INodeIdentity
    {
        public NodeId? Current => node;
    }

    private sealed class CountingTask(IEnumerable<BatchResult> batches) : IBackgroundTask
    {
        private readonly Queue<BatchResult> left = new(batches);

        public string Name => "counting";

        public TimeSpan Interval => TimeSpan.FromMinutes(10);

        public int Batches { get; private set; }

        public Exception? Failure { get; init; }

        public bool IsEndless { get; init; }

        public ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
        {
            Batches++;
            return Failure is not null
                ? throw Failure
                : new(IsEndless ? new BatchResult(1, true) : left.TryDequeue(out var batch) ? batch : default);
        }
    }
}
