using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security;
using Cabinet.Conformance;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Tests.Application.Security;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class KeyUpkeepTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-upkeep-").FullName;
    private readonly InMemoryStoreDriver driver = new();
    private readonly StoreSamples samples = new();
    private RingNode node = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await driver.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_node_confirms_what_it_has_loaded_once()
    {
        node = await RingNode.StartAsync(driver, folder, samples);
        Assert.Equal(node.Ring.Revision, Assert.Single(await driver.Nodes.ListAsync(Cancel)).RingRevision);
        await node.RotateAsync();
        var before = node.Ring.Revision;

        await node.LookAsync();

        Assert.True(node.Ring.Revision > before);
        Assert.Equal(node.Ring.Revision, Assert.Single(await driver.Nodes.ListAsync(Cancel)).RingRevision);
    }

    [Fact]
    public async Task A_node_that_can_not_load_the_ring_confirms_nothing_and_keeps_what_it_has()
    {
        node = await RingNode.StartAsync(driver, folder, samples);
        var confirmed = Assert.Single(await driver.Nodes.ListAsync(Cancel)).RingRevision;
        var id = await node.WriteAsync();
        var broken = samples.KeyVersion(KeyPurposes.Webhook, KeyState.Pending);
        await node.DoAsync(new AddKeyVersion(broken));

        await Assert.ThrowsAsync<KeyRingException>(node.LookAsync);

        Assert.Equal(confirmed, Assert.Single(await driver.Nodes.ListAsync(Cancel)).RingRevision);
        Assert.Equal("secret", await node.ReadAsync(id));
    }

    [Fact]
    public async Task The_background_task_activates_what_every_node_has_confirmed()
    {
        node = await RingNode.StartAsync(driver, folder, samples);
        var published = Assert.IsType<KeyResult.Waiting>(await node.RotateAsync());
        var task = Task(new KeyUpkeepOptions());
        Assert.Equal(new BatchResult(0, false), await task.RunBatchAsync(Cancel));

        await node.LookAsync();

        Assert.Equal(new BatchResult(1, false), await task.RunBatchAsync(Cancel));
        Assert.Equal(KeyState.Active, await node.StateAsync(published.Version));
    }

    [Fact]
    public async Task A_version_that_has_its_age_is_rotated_by_itself_only_where_that_is_asked_for()
    {
        node = await RingNode.StartAsync(driver, folder, samples, isNode: false);
        var old = await node.ActiveAsync();
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(91));

        Assert.Equal(new BatchResult(0, false), await Task(new KeyUpkeepOptions(), later).RunBatchAsync(Cancel));
        Assert.Equal(old, await node.ActiveAsync());

        var options = new KeyUpkeepOptions { RotateAfter = TimeSpan.FromDays(90) };
        Assert.Equal(new BatchResult(2, false), await Task(options, later).RunBatchAsync(Cancel));
        Assert.Equal(KeyState.Retired, await node.StateAsync(old));
        Assert.Single(await node.Keys.ListAsync(KeyPurposes.Digest, null, Cancel));
    }

    [Theory]
    [InlineData(nameof(KeyUpkeepOptions.RefreshInterval))]
    [InlineData(nameof(KeyUpkeepOptions.RotationInterval))]
    [InlineData(nameof(KeyUpkeepOptions.ResealInterval))]
    [InlineData(nameof(KeyUpkeepOptions.ResealBatchSize))]
    [InlineData(nameof(KeyUpkeepOptions.RotateAfter))]
    public async Task Options_outside_their_bounds_are_named(string name)
    {
        node = await RingNode.StartAsync(driver, folder, samples, isNode: false);
        var options = new KeyUpkeepOptions();
        Assert.True(new KeyUpkeepValidator().Validate(null, options).Succeeded);
        var property = typeof(KeyUpkeepOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType == typeof(int) ? 0 : TimeSpan.Zero);

        var result = new KeyUpkeepValidator().Validate(null, options);

        Assert.Contains(name, result.FailureMessage, StringComparison.Ordinal);
    }

    private KeyRotationTask Task(KeyUpkeepOptions options, TimeProvider? time = null) =>
        new(node.Get<KeyRotation>(), node.Store, Options.Create(options), time ?? TimeProvider.System);
}
