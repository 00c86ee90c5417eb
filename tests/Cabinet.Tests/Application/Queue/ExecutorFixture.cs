using System.Text;
using System.Text.Json.Serialization;
using Cabinet.Application;
using Cabinet.Application.Commands;
using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Tests.Infrastructure.Persistence;

namespace Cabinet.Tests.Application.Queue;

/// <summary>The executor and the commands over the in-memory store, without a worker: tests claim, run and settle by hand.</summary>
internal sealed class ExecutorFixture : IAsyncDisposable, IJobScopes, IJobScope, IServiceProvider, IIdGenerator,
    IBusinessMetrics, ITraceContext
{
    public static readonly JobType Type = new("test");

    private readonly SealingFixture sealing;
    private readonly NodeRecord node;
    private long ids;

    private ExecutorFixture(
        SealingFixture sealing, JobOptions options, PipelineDefinition[] pipelines, JobMiddleware[] middleware)
    {
        this.sealing = sealing;
        node = sealing.Samples.Node();
        var jobs = new JobCatalog(
            [JobDefinition.Create<TestPayload, TestHandler>(Type, TestJson.Default.TestPayload, options)], middleware);
        var catalog = new PipelineCatalog(pipelines, jobs);
        Executor = new JobExecutor(sealing.Store, jobs, catalog, this, this, this, this, Time);
        Tasks = new TaskCommands(
            sealing.Store, catalog, jobs, this, this, this, Time,
            new CommandAdmission(sealing.Store, this, Time, AdmissionOptions.Default));
        DeadLetters = new DeadLetterCommands(sealing.Store, catalog, jobs, this, this, Time);
        Jobs = new JobClient(sealing.Store, jobs, this, this, Time);
    }

    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time { get; } =
        new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public JobExecutor Executor { get; }

    public TaskCommands Tasks { get; }

    public DeadLetterCommands DeadLetters { get; }

    public JobClient Jobs { get; }

    public IStore Store => sealing.Store;

    /// <summary>What the handler does.</summary>
    public Func<TestPayload, JobContext, CancellationToken, ValueTask<JobResult>> Handle { get; set; } =
        (_, _, _) => ValueTask.FromResult(JobResult.Done);

    public List<string> Counted { get; } = [];

    IServiceProvider IJobScope.Services => this;

    /// <summary>The trace of whoever calls.</summary>
    public string? TraceParent { get; set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<ExecutorFixture> OpenAsync(JobOptions? options = null, params PipelineDefinition[] pipelines) =>
        OpenAsync([], options, pipelines);

    public static async Task<ExecutorFixture> OpenAsync(
        JobMiddleware[] middleware, JobOptions? options = null, params PipelineDefinition[] pipelines)
    {
        var fixture = new ExecutorFixture(
            await SealingFixture.OpenAsync(), options ?? new JobOptions(), pipelines, middleware);
        await fixture.CommitAsync(new RegisterNode(fixture.node));
        return fixture;
    }

    public async Task<ClaimedJob> ClaimAsync(bool suspects = false) => Assert.Single(await ClaimAllAsync(suspects, 1));

    public async Task<IReadOnlyList<ClaimedJob>> ClaimAllAsync(bool suspects = false, int limit = 100) =>
        (await Store.ClaimAsync(
            new ClaimRequest(node.Id, JobOptions.DefaultQueue, limit, Time.GetUtcNow(), suspects), Cancel)).Jobs;

    public async Task<JobOutcome> RunAsync(ClaimedJob job, JobControl? control = null) =>
        await Executor.RunAsync(job, control ?? new JobControl());

    public async Task<Settlement> RunAndSettleAsync(ClaimedJob job) =>
        await Executor.SettleAsync(job, await RunAsync(job), Cancel);

    /// <summary>The node dies and another takes its place: the claims return as suspects.</summary>
    public async Task CrashAsync()
    {
        await CommitAsync(new ExpireNode(node.Id, node.Beat));
        await CommitAsync(new RegisterNode(node));
    }

    public async Task CommitAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(new WriteSet(operations), Cancel));

    /// <summary>What else is in the container.</summary>
    public Dictionary<Type, object> Services { get; } = [];

    public object? GetService(Type serviceType) =>
        serviceType == typeof(TestHandler) ? new TestHandler(this) : Services.GetValueOrDefault(serviceType);

    public IJobScope Open() => this;

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;

    public Guid Next() => new(0, 0, 0, BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(++ids)));

    void IBusinessMetrics.TaskAccepted(PipelineName pipeline) => Counted.Add($"accepted {pipeline}");

    void IBusinessMetrics.TaskCompleted(PipelineName pipeline, TimeSpan age) => Counted.Add($"completed {pipeline}");

    void IBusinessMetrics.TaskFailed(PipelineName pipeline) => Counted.Add($"failed {pipeline}");

    public static ReadOnlyMemory<byte> Json(int value) => Encoding.UTF8.GetBytes($$"""{"Value":{{value}}}""");

    internal sealed class TestHandler(ExecutorFixture fixture) : IJobHandler<TestPayload>
    {
        public ValueTask<JobResult> HandleAsync(
            TestPayload payload, JobContext context, CancellationToken cancellationToken) =>
            fixture.Handle(payload, context, cancellationToken);
    }
}

internal sealed record TestPayload(int Value);

[JsonSerializable(typeof(TestPayload))]
[JsonSerializable(typeof(int))]
internal sealed partial class TestJson : JsonSerializerContext;
