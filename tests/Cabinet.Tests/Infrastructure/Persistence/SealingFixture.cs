using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Security.Audit.Entries;
using Cabinet.Infrastructure.Persistence;
using Cabinet.Infrastructure.Integrations.Storage;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Security;
using Cabinet.Tests.Infrastructure.Security;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>The front over the in-memory driver, with the real protector and an open ring.</summary>
internal sealed class SealingFixture : IAsyncDisposable
{
    private readonly SecurityFixture security;

    private SealingFixture(SecurityFixture security, RecordingDriver driver, string? folder = null)
    {
        this.security = security;
        Driver = driver;
        Storage = folder is null
            ? null
            : new LocalFolderPayloads(
                Options.Create(new PayloadFolderOptions { Path = folder }),
                security.Protector,
                security.Ring,
                security.Digest,
                new OsSecureRandom());
        Store = new SealingStore(
            driver,
            security.Protector,
            security.Ring,
            security.Digest,
            new AuditEncoder(),
            NullLogger<SealingStore>.Instance,
            new FakeTimeProvider(),
            Signal,
            Storage);
    }

    public RecordingDriver Driver { get; }

    public RecordingSignal Signal { get; } = new();

    public SealingStore Store { get; }

    public LocalFolderPayloads? Storage { get; }

    public StoreSamples Samples { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SealingFixture> OpenAsync(string? folder = null) => new(
        await SecurityFixture.OpenAsync(), new RecordingDriver(new InMemoryStoreDriver()), folder);

    /// <summary>The same driver and keys in a process that stores no payloads.</summary>
    public SealingFixture WithoutStorage() => new(security, Driver);

    /// <summary>
    /// The same driver under a ring of other keys, as if the store had been opened with the wrong root key.
    /// </summary>
    public async Task<SealingFixture> WithOtherKeysAsync() => new(await SecurityFixture.OpenAsync(), Driver);

    public static Content Plain(string text) => Content.FromPlain(Encoding.UTF8.GetBytes(text));

    public static string Text(Content content) => Encoding.UTF8.GetString(content.Plain.Span);

    public NewJob Job(string payload = "payload") => Samples.Job() with { Payload = Plain(payload) };

    public async Task DoAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(new WriteSet(operations), Cancel));

    /// <summary>Writes past the front, as somebody with access to the tables would.</summary>
    public async Task TamperAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await Driver.CommitAsync(new WriteSet(operations), Cancel));

    public async Task<ClaimedJob> ClaimAsync(NewJob job)
    {
        var node = Samples.Node();
        await DoAsync(new RegisterNode(node));
        return Assert.Single(
            (await Store.ClaimAsync(new ClaimRequest(node.Id, job.Queue, 1, Samples.Now), Cancel)).Jobs);
    }

    public async Task<ClaimedJob> RunningAsync(NewJob job)
    {
        await DoAsync(new EnqueueJob(job));
        return await ClaimAsync(job);
    }

    public JobErrorRecord Error(string message) => Samples.Error() with { Message = Plain(message) };

    public StepRecord Step(string name, string result) => Samples.Completed(name) with { Result = Plain(result) };

    public HistoryRecord History(JobId id) => Samples.History(Samples.Job() with { Id = id });

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        security.Dispose();
    }
}
