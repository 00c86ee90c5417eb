using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Conformance;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Application.Commands;

/// <summary>The root key's replacement, on real files, in the steps that a kill can come between.</summary>
public sealed class RootKeyCommandsTests : IAsyncDisposable
{
    private const string Reason = "the laptop with the backup was stolen";

    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-root-replace-").FullName;
    private readonly InMemoryStoreDriver driver = new();
    private readonly List<ServiceProvider> nodes = [];
    private readonly StoreSamples samples = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await driver.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_ring_goes_under_another_root_key_and_everything_still_opens()
    {
        var node = await StartAsync();
        await EnqueueAsync(node);
        var before = await StatusAsync(node);

        var replaced = Assert.IsType<RootKeyResult.Replaced>(await ReplaceAsync(node));

        Assert.Equal(before.Status.Current.Id, replaced.From);
        Assert.Equal(KeyPurposes.Required.Count, replaced.Rewrapped);
        var after = await StatusAsync(node);
        Assert.Equal(replaced.To, after.Status.Current.Id);
        Assert.Equal([new(replaced.To, KeyPurposes.Required.Count)], after.Versions);
        await AssertReadableAsync(await StartAsync());
    }

    [Fact]
    public async Task A_node_that_runs_reloads_its_ring_before_and_after_without_a_failed_read()
    {
        var running = await StartAsync();
        await EnqueueAsync(running);

        await ReplaceAsync(await StartAsync());

        await AssertReadableAsync(running);
        await running.GetRequiredService<IKeyRing>().ReloadAsync(Cancellation);
        await AssertReadableAsync(running);
    }

    [Fact]
    public async Task It_is_audited_with_its_reason_in_the_same_commit()
    {
        var node = await StartAsync();
        await ReplaceAsync(node);

        var entries = await driver.Audit.ListLastAsync(10, Cancellation);
        Assert.Contains(entries, entry =>
            System.Text.Encoding.UTF8.GetString(entry.Entry.Span).Contains("root-key.replaced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_after_the_commit_the_next_start_opens_and_the_command_goes_on()
    {
        var node = await StartAsync();
        await EnqueueAsync(node);
        var roots = node.GetRequiredService<IRootKeys>();
        roots.PrepareNext();
        var next = roots.ReadStatus().Next!;
        var rewrap = roots.WrapUnderNext(await driver.Keys.ListAsync(Cancellation));
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet([.. rewrap]), Cancellation));

        var restarted = await StartAsync();
        await AssertReadableAsync(restarted);
        var replaced = Assert.IsType<RootKeyResult.Replaced>(await ReplaceAsync(restarted));

        Assert.Equal(next.Id, replaced.To);
        Assert.Equal(0, replaced.Rewrapped);
        await AssertReadableAsync(await StartAsync());
    }

    [Fact]
    public async Task What_changed_between_reading_and_writing_is_never_overwritten()
    {
        var node = await StartAsync();
        var roots = node.GetRequiredService<IRootKeys>();
        roots.PrepareNext();
        var first = roots.WrapUnderNext(await driver.Keys.ListAsync(Cancellation));
        var second = roots.WrapUnderNext(await driver.Keys.ListAsync(Cancellation));
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet([.. first]), Cancellation));

        var refused = Assert.IsType<CommitResult.Refused>(
            await driver.CommitAsync(new WriteSet([.. second]), Cancellation));

        Assert.Equal(Refusal.KeyChanged, refused.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Without_a_reason_nothing_happens(string reason)
    {
        var node = await StartAsync();

        var refused = Assert.IsType<RootKeyResult.Refused>(
            await node.GetRequiredService<RootKeyCommands>().ReplaceAsync(Caller.LocalOperator, reason, Cancellation));

        Assert.Contains("reason", refused.Why, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "root.key.next")));
    }

    [Fact]
    public async Task A_user_may_not()
    {
        var node = await StartAsync();

        Assert.IsType<RootKeyResult.Denied>(await node.GetRequiredService<RootKeyCommands>()
            .ReplaceAsync(new Caller("somebody", CallerRole.User), Reason, Cancellation));
        Assert.False(File.Exists(Path.Combine(folder, "root.key.next")));
    }

    private async Task<ServiceProvider> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IStoreDriver>(driver);
        services.AddCabinet(cabinet => cabinet.UseRootKeyFile(Path.Combine(folder, "root.key")));
        var node = services.BuildServiceProvider();
        nodes.Add(node);
        await CabinetStartup.OpenCabinetAsync(node, Cancellation);
        return node;
    }

    private static ValueTask<RootKeyResult> ReplaceAsync(ServiceProvider node) =>
        node.GetRequiredService<RootKeyCommands>().ReplaceAsync(Caller.LocalOperator, Reason, Cancellation);

    private static ValueTask<(RootKeyStatus Status, IReadOnlyDictionary<KeyId, int> Versions)> StatusAsync(
        ServiceProvider node) => node.GetRequiredService<RootKeyCommands>().ReadStatusAsync(Cancellation);

    private async Task EnqueueAsync(ServiceProvider node)
    {
        var task = samples.Task() with
        {
            State = Content.FromPlain("secret"u8.ToArray()),
            Label = Content.None,
            IdempotencyKey = null,
        };
        Assert.IsType<CommitResult.Committed>(
            await node.GetRequiredService<IStore>().CommitAsync(new WriteSet(new InsertTask(task)), Cancellation));
    }

    private static async Task AssertReadableAsync(ServiceProvider node)
    {
        var tasks = await node.GetRequiredService<IStore>().Tasks.ListAsync(TaskFilter.All, Page.First, Cancellation);
        var task = await node.GetRequiredService<IStore>().Tasks.FindAsync(Assert.Single(tasks).Id, Cancellation);
        Assert.Equal("secret"u8.ToArray(), task!.State.Plain.ToArray());
    }
}
