using Cabinet.Application;
using Cabinet.Application.Commands;
using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;

namespace Cabinet.Conformance.Store;

/// <summary>Enqueues unique jobs into a driver as users do, through the client.</summary>
internal sealed class UniqueCaller(IStoreDriver driver, StoreSamples samples)
    : TimeProvider, IIdGenerator, ITraceContext
{
    private readonly Lock oneAtATime = new();
    private JobClient? client;

    public string? TraceParent => null;

    private JobClient Client => client ??= new JobClient(
        new ClearStore(driver),
        new JobCatalog(
        [
            JobDefinition.Create<UniquePayload, UniqueHandler>(
                StoreSamples.Type,
                UniquePayloadJson.Default.UniquePayload,
                new JobOptions { Queue = StoreSamples.Queue }),
        ]),
        this,
        this,
        this);

    public Guid Next()
    {
        lock (oneAtATime)
        {
            return samples.NextId();
        }
    }

    public override DateTimeOffset GetUtcNow() => samples.Now;

    /// <summary>Enqueues one job.</summary>
    public ValueTask<EnqueueResult> EnqueueAsync(EnqueueOptions options, int number = 0) =>
        Client.EnqueueAsync(new UniquePayload(number), options, TestContext.Current.CancellationToken);

    /// <summary>Enqueues many jobs at the same time, each by a thread of its own.</summary>
    public async Task<IReadOnlyList<EnqueueResult>> EnqueueAtOnceAsync(int count, EnqueueOptions options) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(
            () => EnqueueAsync(options, number).AsTask(), TestContext.Current.CancellationToken)));
}
