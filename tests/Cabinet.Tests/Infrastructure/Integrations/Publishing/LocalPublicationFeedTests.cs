using System.Text;
using Cabinet.Application.Integrations.Publishing;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Infrastructure.Integrations;
using Cabinet.Infrastructure.Integrations.Publishing;
using Cabinet.Infrastructure.Integrations.Storage;
using Cabinet.Infrastructure.Security;
using Cabinet.Tests.Infrastructure.Integrations.Storage;
using Cabinet.Tests.Infrastructure.Security;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.Integrations.Publishing;

public sealed class LocalPublicationFeedTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_idempotency_key_publishes_once_however_many_try()
    {
        using var security = await SecurityFixture.OpenAsync();
        var feed = Feed(security);

        var published = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
            await feed.PublishAsync(Item("a", "1"), "job/publish", Cancel)));

        Assert.Single(published, was => was);
        Assert.Single(await feed.ReadAsync(Cancel));
    }

    [Fact]
    public async Task The_feed_is_in_the_order_of_its_items_whatever_came_first()
    {
        using var security = await SecurityFixture.OpenAsync();
        var feed = Feed(security);
        await feed.PublishAsync(Item("b", "2"), "key-b", Cancel);
        await feed.PublishAsync(Item("a", "1"), "key-a", Cancel);

        Assert.Equal(["a", "b"], (await feed.ReadAsync(Cancel)).Select(entry => entry.Item));
    }

    [Fact]
    public async Task An_entry_that_was_altered_is_named_and_not_left_out()
    {
        using var security = await SecurityFixture.OpenAsync();
        var feed = Feed(security);
        await feed.PublishAsync(Item("a", "1"), "key", Cancel);
        var file = Assert.Single(folder.Files("feed"));
        await File.WriteAllBytesAsync(file, new byte[200], Cancel);

        var error = await Assert.ThrowsAsync<StorageException>(async () => await feed.ReadAsync(Cancel));
        Assert.Contains(Path.GetFileName(file), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "key")]
    [InlineData("item", "")]
    public async Task Names_and_keys_outside_their_range_are_refused(string item, string key)
    {
        using var security = await SecurityFixture.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Feed(security).PublishAsync(Item(item, "1"), key, Cancel));
    }

    public void Dispose() => folder.Dispose();

    private static Publication Item(string name, string document) => new(name, Encoding.UTF8.GetBytes(document));

    private LocalPublicationFeed Feed(SecurityFixture security) => new(
        Options.Create(new LocalFolderOptions { Path = folder.Path }),
        security.Protector,
        security.Ring,
        security.Digest,
        new OsSecureRandom(),
        new IntegrationTelemetry(TimeProvider.System));
}
