using System.Security.Cryptography;
using System.Text;
using Cabinet.Host.Demo;

namespace Cabinet.Host.Tests.Demo;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task It_holds_the_files_and_the_feed_and_nothing_else()
    {
        await WriteAsync("a.html", "b.html");

        Assert.Equal(["feed.json", "pages/a.html.json", "pages/b.html.json"], Folders.Names(folder.At("out")));
    }

    [Fact]
    public async Task Files_of_an_earlier_output_that_are_not_made_any_more_go_and_others_stay()
    {
        await WriteAsync("a.html", "old/b.html");
        folder.Write("out/theirs.txt", "theirs");

        await WriteAsync("a.html");

        Assert.Equal(["feed.json", "pages/a.html.json", "theirs.txt"], Folders.Names(folder.At("out")));
        Assert.False(Directory.Exists(folder.At("out/pages/old")));
    }

    [Fact]
    public async Task A_run_that_was_cut_short_is_finished_by_the_next()
    {
        var output = OutputFolder.Open(folder.At("out"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await output.WriteAsync(
            [Item("a.html"), Item("b.html")],
            (file, _) => file.Name.Contains('b', StringComparison.Ordinal)
                ? throw new InvalidOperationException("killed")
                : ValueTask.FromResult<ReadOnlyMemory<byte>>(Content(file.Name)),
            TestContext.Current.CancellationToken));
        folder.Write("out/pages/b.html.json.cabinet-part", "half");

        await WriteAsync("a.html", "b.html");

        Assert.Equal(["feed.json", "pages/a.html.json", "pages/b.html.json"], Folders.Names(folder.At("out")));
    }

    [Theory]
    [InlineData("theirs.txt", "theirs")]
    [InlineData("feed.json", "{\"items\": []}")]
    [InlineData("feed.json", "no JSON")]
    public void A_folder_of_somebody_else_is_refused(string name, string content)
    {
        folder.Write($"out/{name}", content);

        var refused = Assert.Throws<CommandException>(() => OutputFolder.Open(folder.At("out")));

        Assert.Equal(ExitCode.Usage, refused.ExitCode);
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_folder_is_refused()
    {
        var item = Item("a.html") with { Files = [File("../outside.json")] };

        await Assert.ThrowsAsync<CommandException>(async () => await OutputFolder.Open(folder.At("out")).WriteAsync(
            [item],
            (file, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(Content(file.Name)),
            TestContext.Current.CancellationToken));

        Assert.False(System.IO.File.Exists(folder.At("outside.json")));
    }

    [Fact]
    public async Task Content_that_is_not_what_was_published_is_refused()
    {
        var output = OutputFolder.Open(folder.At("out"));

        var refused = await Assert.ThrowsAsync<CommandException>(async () => await output.WriteAsync(
            [Item("a.html")],
            (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes("something else")),
            TestContext.Current.CancellationToken));

        Assert.Equal("damagedStorage", refused.Code);
    }

    public void Dispose() => folder.Dispose();

    private static PublishedItem Item(string path) => new()
    {
        Kind = "page",
        Path = path,
        Source = new string('0', 64),
        Files = [File($"pages/{path}.json")],
    };

    private static StoredFile File(string name) => new()
    {
        Name = name,
        Address = new string('0', 64),
        MediaType = "application/json",
        Bytes = Content(name).Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Content(name))),
        ServedBy = "test 1",
    };

    private static byte[] Content(string name) => Encoding.UTF8.GetBytes($"content of {name}");

    private async Task WriteAsync(params string[] paths) => await OutputFolder.Open(folder.At("out")).WriteAsync(
        [.. paths.Select(Item)],
        (file, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(Content(file.Name)),
        TestContext.Current.CancellationToken);
}
