namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>The saved web pages of the shared samples, which lie beside the repository.</summary>
internal static class SamplePages
{
    private static readonly string? Folder = Find();

    /// <summary>The names of all pages; empty when the samples aren't there.</summary>
    public static IReadOnlyList<string> Names { get; } = Folder is null
        ? []
        :
        [
            .. Directory.GetFiles(Folder, "*.html")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Skips the test when the samples aren't there.</summary>
    public static void Require() =>
        Assert.SkipWhen(Folder is null, "../shared/samples/pages is not beside the repository");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder!, name));

    public static string? ReadExpectation(string page, string ending)
    {
        var path = Path.Combine(Folder!, Path.ChangeExtension(page, ending));
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Cabinet.slnx"))) continue;
            var samples = Path.Combine(at.FullName, "..", "shared", "samples", "pages");
            return Directory.Exists(samples) ? samples : null;
        }

        return null;
    }
}
