using System.Text;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Integrations;
using Cabinet.Infrastructure.Integrations.Storage;
using Cabinet.Infrastructure.Security;
using Cabinet.Tests.Infrastructure.Security;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.Integrations.Storage;

public sealed class LocalFolderStorageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_put_is_read_back_and_lies_there_encrypted()
    {
        using var security = await SecurityFixture.OpenAsync();
        var storage = Storage(security);
        var content = Encoding.UTF8.GetBytes("a secret that must not lie on the disk");

        var address = await storage.PutAsync(content, Cancel);

        Assert.Equal(content, await ReadAsync(storage, address));
        var file = Assert.Single(folder.Files("blobs"));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_has_one_address_and_one_file()
    {
        using var security = await SecurityFixture.OpenAsync();
        var storage = Storage(security);

        var addresses = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
            await storage.PutAsync(new byte[] { 1, 2, 3 }, Cancel)));

        Assert.Single(addresses.Distinct());
        Assert.Single(folder.Files("blobs"));
    }

    [Fact]
    public async Task Whoever_puts_what_another_is_putting_can_read_it_at_once()
    {
        using var security = await SecurityFixture.OpenAsync();
        var storage = Storage(security);

        for (byte content = 0; content < 100; content++)
        {
            var bytes = new[] { content };
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
                async () => Assert.Equal(bytes, await ReadAsync(storage, await storage.PutAsync(bytes, Cancel))), Cancel)));
        }
    }

    [Fact]
    public async Task Without_the_ring_the_address_cannot_be_guessed()
    {
        using var one = await SecurityFixture.OpenAsync();
        using var other = await SecurityFixture.OpenAsync();

        Assert.NotEqual(
            await Storage(one).PutAsync(new byte[] { 1 }, Cancel), await Storage(other).PutAsync(new byte[] { 1 }, Cancel));
    }

    [Fact]
    public async Task A_missing_blob_is_missing()
    {
        using var security = await SecurityFixture.OpenAsync();

        Assert.IsType<BlobRead.Missing>(await Storage(security).ReadAsync(default(ContentDigest), Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task A_changed_byte_is_damage(int position)
    {
        using var security = await SecurityFixture.OpenAsync();
        var storage = Storage(security);
        var address = await storage.PutAsync(new byte[100], Cancel);
        var file = Assert.Single(folder.Files("blobs"));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[position < 0 ? ^1 : position] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);

        Assert.IsType<BlobRead.Damaged>(await storage.ReadAsync(address, Cancel));
    }

    [Fact]
    public async Task A_blob_that_was_moved_to_another_address_is_damage()
    {
        using var security = await SecurityFixture.OpenAsync();
        var storage = Storage(security);
        var first = await storage.PutAsync(new byte[] { 1 }, Cancel);
        var second = await storage.PutAsync(new byte[] { 2 }, Cancel);
        File.Copy(FileOf(first), FileOf(second), overwrite: true);

        Assert.IsType<BlobRead.Damaged>(await storage.ReadAsync(second, Cancel));
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_removed_at_the_next_start()
    {
        using var security = await SecurityFixture.OpenAsync();
        var temporary = Directory.CreateDirectory(Path.Combine(folder.Path, "blobs", "tmp")).FullName;
        var leftover = Path.Combine(temporary, "leftover");
        await File.WriteAllBytesAsync(leftover, new byte[10], Cancel);

        await Storage(security).PutAsync(new byte[] { 1 }, Cancel);

        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_says_what_to_do()
    {
        using var security = await SecurityFixture.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "blobs"), "a file where the folder should be", Cancel);

        var error = await Assert.ThrowsAsync<StorageException>(
            async () => await Storage(security).PutAsync(new byte[] { 1 }, Cancel));

        Assert.Contains("can't be written", error.Message, StringComparison.Ordinal);
        Assert.Contains("nothing that was stored is lost", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string FileOf(ContentDigest address) =>
        Path.Combine(folder.Path, "blobs", address.ToString()[..2], address.ToString());

    private LocalFolderStorage Storage(SecurityFixture security) => new(
        Options.Create(new LocalFolderOptions { Path = folder.Path }),
        security.Protector,
        security.Ring,
        security.Digest,
        new OsSecureRandom(),
        new IntegrationTelemetry(TimeProvider.System));

    private static async Task<byte[]> ReadAsync(LocalFolderStorage storage, ContentDigest address) =>
        Assert.IsType<BlobRead.Found>(await storage.ReadAsync(address, Cancel)).Content.ToArray();
}
