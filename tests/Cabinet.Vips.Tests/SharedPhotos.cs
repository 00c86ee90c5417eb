namespace Cabinet.Vips.Tests;

/// <summary>Photographs straight from cameras, which lie beside the repository and aren't part of it.</summary>
internal static class SharedPhotos
{
    public static IReadOnlyList<string> Paths()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "samples", "photos");
        if (!Directory.Exists(folder)) Assert.Skip("The shared samples aren't here: ../shared/samples/photos.");
        var paths = Directory.GetFiles(folder, "*.jpg");
        Assert.True(paths.Length >= 12, "The shared samples are incomplete.");
        return paths.Order(StringComparer.Ordinal).ToList();
    }

    public static byte[] Read(string name) =>
        File.ReadAllBytes(Paths().Single(path => Path.GetFileName(path) == name));
}
