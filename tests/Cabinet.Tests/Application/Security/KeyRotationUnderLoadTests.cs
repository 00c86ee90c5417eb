using System.Collections.Concurrent;
using System.Text;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Application.Security;

/// <summary>
/// Several nodes write, run and read as fast as they can, while the content key is rotated and old versions are destroyed
/// under them: no read and no commit may fail, and in the end everything opens under the last version alone.
/// </summary>
public sealed class KeyRotationUnderLoadTests : IDisposable
{
    private const int Rotations = 6;
    private const int Nodes = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-load-").FullName;
    private readonly Lock making = new();
    private readonly StoreSamples samples = new();
    private readonly ConcurrentQueue<TaskId> tasks = [];
    private readonly ConcurrentQueue<JobId> ended = [];
    private readonly ConcurrentQueue<ContentDigest> blobs = [];
    private readonly ConcurrentQueue<string> failures = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task On_the_in_memory_store_no_read_fails()
    {
        await using var driver = new InMemoryStoreDriver();
        await RunAsync(driver);
    }

    [Fact]
    public async Task On_the_embedded_store_no_read_fails()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSqliteStore(options => options.Path = Path.Combine(folder, "cabinet.db"));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancel);
        await RunAsync(provider.GetRequiredService<IStoreDriver>());
    }

    private async Task RunAsync(IStoreDriver driver)
    {
        var nodes = new List<RingNode>();
        for (var i = 0; i < Nodes; i++)
        {
            nodes.Add(await RingNode.StartAsync(driver, folder, samples));
        }

        using var stop = new CancellationTokenSource();
        var load = nodes.Select(node => Task.Run(() => LoadAsync(node, stop.Token), Cancel)).ToList();
        var first = await nodes[0].ActiveAsync();
        for (var rotation = 0; rotation < Rotations; rotation++)
        {
            await RotateAsync(nodes);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.Empty(failures);
        await AssertAllReadableAsync(nodes);
        var versions = (await driver.Keys.ListAsync(Cancel)).Where(key => key.KeyId == first.KeyId).ToList();
        Assert.Equal(Rotations, versions.Count(key => key.State == KeyState.Destroyed));
        Assert.Equal(Rotations + 1, Assert.Single(versions, key => key.State == KeyState.Active).Version.Value);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    /// <summary>One rotation from its publication to the destruction of the version before.</summary>
    private async Task RotateAsync(List<RingNode> nodes)
    {
        var leader = nodes[0];
        var old = await leader.ActiveAsync();

        // Some work is done under each version before it goes.
        await WorkIsDoneAsync();
        var result = await leader.RotateAsync();
        while (result is KeyResult.Waiting { Version: var version })
        {
            await LookAllAsync(nodes);
            result = await leader.ActivateAsync(version);
        }

        Assert.IsType<KeyResult.Changed>(result);

        // One node seals under the new version, while to the others it is still pending.
        await leader.LookAsync();
        await WorkIsDoneAsync();
        do
        {
            await LookAllAsync(nodes);
            while ((await leader.Get<KeyResealing>().RunBatchAsync(50, Cancel)).HasMore)
            {
                // What is written meanwhile comes under the new version.
            }

            result = await leader.DestroyAsync(old);
        }
        while (result is not KeyResult.Changed && failures.IsEmpty);
    }

    private async Task WorkIsDoneAsync()
    {
        var until = ended.Count + 10;
        while (ended.Count < until && failures.IsEmpty)
        {
            await Task.Yield();
        }
    }

    private static async Task LookAllAsync(List<RingNode> nodes)
    {
        // Not all at once: in between, some know of a version and others don't.
        foreach (var node in nodes)
        {
            await node.LookAsync();
            await Task.Yield();
        }
    }

    private async Task LoadAsync(RingNode node, CancellationToken stop)
    {
        for (var round = 0; !stop.IsCancellationRequested && failures.IsEmpty; round++)
        {
            try
            {
                await WorkAsync(node, round);
                await ReadAsync(node, round);
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception.ToString());
            }

            await Task.Yield();
        }
    }

    private async Task WorkAsync(RingNode node, int round)
    {
        var (task, job) = Make(round);
        await CommitAsync(node, new InsertTask(task), new EnqueueJob(job));
        tasks.Enqueue(task.Id);
        var address = await node.Get<IBlobStorage>().PutAsync(Encoding.UTF8.GetBytes($"blob {round % 20}"), Cancel);
        blobs.Enqueue(address);
        var claim = new ClaimRequest(node.Current!.Value, job.Queue, 3, samples.Now);
        foreach (var claimed in (await node.Store.ClaimAsync(claim, Cancel)).Jobs)
        {
            var opened = await node.Store.OpenPayloadAsync(claimed, Cancel);
            if (!opened.IsOpened)
            {
                throw new InvalidOperationException($"A payload didn't open: {opened.Refusal}");
            }

            var step = samples.Completed("step") with { Result = Content.FromPlain(opened.Plaintext) };
            await CommitAsync(node, new RecordStep(claimed.Lease, step));
            var history = samples.History(job) with
            {
                Id = claimed.Id,
                Payload = claimed.Payload,
                Result = Content.FromPlain(opened.Plaintext),
            };
            await CommitAsync(node, new EndJob(claimed.Lease, history));
            ended.Enqueue(claimed.Id);
        }
    }

    private async Task ReadAsync(RingNode node, int round)
    {
        if (tasks.ElementAtOrDefault(round % Math.Max(1, tasks.Count)) is { Value: var id } && id != Guid.Empty)
        {
            Assert.Equal("secret", await node.ReadAsync(new TaskId(id)));
        }

        if (ended.ElementAtOrDefault(round % Math.Max(1, ended.Count)) is { Value: var job } && job != Guid.Empty)
        {
            await AssertHistoryAsync(node, new JobId(job));
        }

        if (blobs.TryPeek(out var address))
        {
            Assert.IsType<BlobRead.Found>(await node.Get<IBlobStorage>().ReadAsync(address, Cancel));
        }
    }

    private (TaskRecord Task, NewJob Job) Make(
        int round)
    {
        lock (making)
        {
            var task = samples.Task() with
            {
                State = Content.FromPlain("secret"u8.ToArray()),
                Label = Content.FromPlain("label"u8.ToArray()),
                IdempotencyKey = null,
            };
            return (task, samples.Job() with { Payload = Content.FromPlain(Encoding.UTF8.GetBytes($"payload {round}")) });
        }
    }

    private async Task AssertAllReadableAsync(List<RingNode> nodes)
    {
        Assert.True(tasks.Count > Rotations && ended.Count > Rotations * 10, "The load did nothing.");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{tasks.Count} tasks, {ended.Count} jobs, {blobs.Count} blobs put, over {Rotations} rotations; 0 failures");
        foreach (var id in tasks)
        {
            Assert.Equal("secret", await nodes[^1].ReadAsync(id));
        }

        foreach (var id in ended)
        {
            await AssertHistoryAsync(nodes[^1], id);
        }

        foreach (var address in blobs.Distinct())
        {
            Assert.IsType<BlobRead.Found>(await nodes[^1].Get<IBlobStorage>().ReadAsync(address, Cancel));
        }
    }

    private static async Task AssertHistoryAsync(RingNode node, JobId id)
    {
        var record = (await node.Store.History.FindAsync(id, Cancel))!;
        Assert.StartsWith("payload ", Encoding.UTF8.GetString(record.Payload.Plain.Span), StringComparison.Ordinal);
        Assert.Equal(record.Payload.Plain.ToArray(), record.Result.Plain.ToArray());
    }

    private static async Task CommitAsync(RingNode node, params WriteOperation[] operations)
    {
        var result = await node.Store.CommitAsync(new WriteSet(operations), Cancel);
        if (result is CommitResult.Refused refused)
        {
            throw new InvalidOperationException($"A commit was refused: {refused.Reason}");
        }
    }
}
