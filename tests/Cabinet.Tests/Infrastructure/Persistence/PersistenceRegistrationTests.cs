using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Queue;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Persistence;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Audit.Entries;
using Cabinet.Tests.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Persistence;

public sealed class PersistenceRegistrationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_front_composes_with_and_without_workers(bool hasWorkers)
    {
        using var security = await SecurityFixture.OpenAsync();
        var signal = new RecordingSignal();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new FakeTimeProvider())
            .AddSingleton<IContentProtector>(security.Protector)
            .AddSingleton<IKeyRing>(security.Ring)
            .AddSingleton<IKeyedDigest>(security.Digest)
            .AddSingleton<IAuditEncoder, AuditEncoder>()
            .AddSingleton<IIdGenerator>(new MonotonicIdGenerator(new FakeTimeProvider(), new OsSecureRandom()))
            .AddInMemoryStore()
            .AddSealingFront();
        if (hasWorkers)
        {
            services.AddSingleton<IQueueSignal>(signal);
        }

        await using var provider = services.BuildServiceProvider();
        var job = new StoreSamples().Job() with { Payload = Content.FromPlain(default) };
        var result = await provider.GetRequiredService<IStore>().CommitAsync(
            new WriteSet(new EnqueueJob(job)), TestContext.Current.CancellationToken);

        Assert.IsType<CommitResult.Committed>(result);
        Assert.Equal(hasWorkers ? [job.Queue] : [], signal.Queues);
        Assert.Empty(await provider.GetRequiredService<IKeyRecords>().ListAsync(TestContext.Current.CancellationToken));
    }
}
