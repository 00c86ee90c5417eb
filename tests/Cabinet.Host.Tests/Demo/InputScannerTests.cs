using Cabinet.Host.Demo;

namespace Cabinet.Host.Tests.Demo;

public sealed class InputScannerTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Pages_and_photographs_are_told_by_their_endings_whatever_their_case()
    {
        string[] pages = ["a.html", "b.HTM", "c/d.xhtml"];
        string[] photos = ["e.jpg", "f.JPEG", "g.png", "h.webp", "i.tiff", "j/k/l.Heic"];
        foreach (var name in pages.Concat(photos).Append("notes.txt").Append("html"))
        {
            folder.Write($"in/{name}", "content");
        }

        var listing = InputScanner.Scan(folder.At("in"));

        Assert.Equal(pages, listing.Files.Where(file => file.Kind == InputKind.Page).Select(file => file.Path));
        Assert.Equal(photos, listing.Files.Where(file => file.Kind == InputKind.Photo).Select(file => file.Path));
        Assert.Equal(["html", "notes.txt"], listing.Ignored.Select(file => file.Path));
    }

    [Fact]
    public void Links_that_lead_out_of_the_folder_are_not_followed()
    {
        var outside = folder.Write("outside/secret.html", "secret");
        var inside = folder.Write("in/page.html", "page");
        File.CreateSymbolicLink(folder.At("in/out.html"), outside);
        File.CreateSymbolicLink(folder.At("in/same.html"), inside);
        File.CreateSymbolicLink(folder.At("in/nowhere.html"), folder.At("gone.html"));
        Directory.CreateSymbolicLink(folder.At("in/folder"), folder.At("outside"));

        var listing = InputScanner.Scan(folder.At("in"));

        Assert.Equal(["page.html", "same.html"], listing.Files.Select(file => file.Path));
        Assert.Equal(["nowhere.html", "out.html"], listing.Ignored.Select(file => file.Path));
    }

    [Fact]
    public void A_file_beyond_the_bound_is_named_with_its_size()
    {
        using (var file = File.Create(folder.At("large.jpg")))
        {
            file.SetLength((64 * 1024 * 1024) + 1);
        }

        var ignored = Assert.Single(InputScanner.Scan(folder.Path).Ignored);

        Assert.Equal("large.jpg", ignored.Path);
        Assert.Contains("at most 64 MiB", ignored.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_folder_is_left_out_when_it_lies_inside()
    {
        folder.Write("page.html", "page");
        folder.Write("data/other.html", "other");

        var listing = InputScanner.Scan(folder.Path, folder.At("data"));

        Assert.Equal(["page.html"], listing.Files.Select(file => file.Path));
        Assert.Empty(listing.Ignored);
    }

    public void Dispose() => folder.Dispose();
}
